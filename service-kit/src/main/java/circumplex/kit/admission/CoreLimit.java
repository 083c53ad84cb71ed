package circumplex.kit.admission;

import com.netflix.concurrency.limits.limit.AbstractLimit;
import java.util.function.DoubleSupplier;

/**
 * The limit of another, and less where calls wait for a core: many more of them at once are not answered sooner, and everything that the
 * process has to do meanwhile, such as refusing, waits behind them. Some more than cores are worth it: what connections have to read and
 * write is then done for several calls at a time.
 *
 * <p>Falls by a quarter in a window in which more than {@value #MANY} calls per core were kept waiting on average, down to
 * {@value #ALWAYS} + {@value #ALWAYS_PER_CORE} per core, and rises by an eighth in one with fewer than {@value #FEW}. Calls that wait for
 * anything else, such as another service, are not counted, nor are those that only compute and wait for one of their few threads.
 */
final class CoreLimit extends AbstractLimit {

    static final int ALWAYS = 16;
    static final int ALWAYS_PER_CORE = 8;
    static final int MANY = 2;
    static final int FEW = 1;

    private static final double FALL = 0.75;
    private static final double RISE = 1.125;

    private final AbstractLimit wished;
    private final DoubleSupplier waiting;
    private final int cores;
    private double bound;

    /**
     * @param wished decides where no call waits for a core
     * @param waiting how many calls waited for a core lately, on average; asked by the thread that ends a call, so it has to be quick
     */
    CoreLimit(AbstractLimit wished, DoubleSupplier waiting, int cores) {
        super(wished.getLimit());
        this.wished = wished;
        this.waiting = waiting;
        this.cores = cores;
        this.bound = wished.getLimit();
    }

    @Override
    protected int _update(long startTime, long rtt, int inflight, boolean didDrop) {
        wished.onSample(startTime, rtt, inflight, didDrop);
        double perCore = waiting.getAsDouble() / cores;
        if (perCore > MANY) {
            bound = Math.max(FALL * bound, ALWAYS + ALWAYS_PER_CORE * cores);
        } else if (perCore < FEW) {
            bound = Math.min(RISE * bound + 1, wished.getLimit());
        }
        return (int) Math.min(wished.getLimit(), bound);
    }
}
