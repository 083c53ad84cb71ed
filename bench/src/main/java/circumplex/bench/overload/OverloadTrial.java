package circumplex.bench.overload;

import circumplex.bench.load.ClosedLoop;
import circumplex.bench.load.OpenLoop;
import circumplex.bench.load.Outcomes;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Finds the most that a service answers in a second, and offers it several times as much. */
public final class OverloadTrial {

    private static final int WARMING_CALLERS = 16;
    private static final int MOST_CALLERS = 64;

    /** Warm: no faster than this times the best round before, twice in a row. */
    private static final double STILL_FASTER = 1.05;

    private static final int MOST_WARMING_ROUNDS = 40;
    private static final double RECOVERY_SHARE = 0.5;
    private static final int RECOVERY_LIMIT_SECONDS = 30;

    private final Supplier<ListenableFuture<Integer>> call;
    private final Duration time;
    private final long seed;
    private final List<Step> steps = new ArrayList<>();

    /** @param time how long each step and each flood takes */
    public OverloadTrial(Supplier<ListenableFuture<Integer>> call, Duration time, long seed) {
        this.call = call;
        this.time = time;
        this.seed = seed;
    }

    /**
     * Doubles the callers, after a time that does not count: a service that has just started is compiled while it answers, and a peak of
     * that time would be passed by what is answered under any load later.
     */
    public OverloadTrial findPeak() {
        warm();
        for (int callers = 1; callers <= MOST_CALLERS; callers *= 2) {
            steps.add(new Step(callers, ClosedLoop.answersPerSecond(callers, time, call)));
        }
        return this;
    }

    private void warm() {
        double best = 0;
        for (int round = 0, level = 0; level < 2 && round < MOST_WARMING_ROUNDS; round++) {
            double rate = ClosedLoop.answersPerSecond(WARMING_CALLERS, time, call);
            level = rate > STILL_FASTER * best ? 0 : level + 1;
            best = Math.max(best, rate);
        }
    }

    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** The most answers per second of all steps. */
    public double peak() {
        return steps.stream().mapToDouble(Step::answersPerSecond).max().orElseThrow();
    }

    /** Offers {@code times} the peak, then half of the peak until all is well. */
    public Flood flood(double times) {
        long start = System.nanoTime();
        long busy = ownProcessorNanos();
        Outcomes<Boolean> all = offer(times * peak());
        double senderBusy = (double) (ownProcessorNanos() - busy) / (System.nanoTime() - start);
        long end = start + time.toNanos();
        // The first fifth is the time in which a service notices.
        long noticed = start + time.toNanos() / 5;
        Outcomes<Boolean> calls = all.between(noticed, end);
        double seconds = (end - noticed) / 1e9;
        Outcomes<Boolean> shed = calls.only(each -> each.code() == Status.Code.UNAVAILABLE);
        Outcomes<Boolean> answered = calls.only(each -> each.answered());
        return new Flood(
                times,
                calls.only(each -> each.sentNanos() - end < 0).count() / seconds,
                answered.count() / seconds,
                shed.count(),
                calls.count() - shed.count() - answered.count(),
                Flood.sentMillis(shed, 50),
                Flood.sentMillis(shed, 99),
                Flood.sentMillis(answered, 99),
                senderBusy,
                recover());
    }

    private Outcomes<Boolean> offer(double perSecond) {
        try (OpenLoop<Integer, Boolean> load = OpenLoop.start(perSecond, seed, call, answer -> true)) {
            rest(time);
            return load.stop();
        }
    }

    private static long ownProcessorNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private double recover() {
        long start = System.nanoTime();
        long second = TimeUnit.SECONDS.toNanos(1);
        try (OpenLoop<Integer, Boolean> load = OpenLoop.start(RECOVERY_SHARE * peak(), seed, call, answer -> true)) {
            rest(Duration.ofSeconds(2));
            for (long from = start; System.nanoTime() - start < RECOVERY_LIMIT_SECONDS * second; from += second / 10) {
                while (System.nanoTime() - from < 2 * second) {
                    rest(Duration.ofMillis(20));
                }
                if (load.soFar().between(from, from + second).answeredShare() == 1) {
                    return (from - start) / 1e9;
                }
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    private static void rest(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
