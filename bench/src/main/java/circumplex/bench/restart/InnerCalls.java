package circumplex.bench.restart;

import java.util.Locale;

/**
 * Calls of gateways to the services behind them.
 *
 * @param sent with the repetitions
 * @param repetitions how many of those were sent before
 */
public record InnerCalls(long sent, long repetitions) {

    public double repeatedShare() {
        return sent == 0 ? 0 : (double) repetitions / sent;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d of %d (%.2f %%)", repetitions, sent, 100 * repeatedShare());
    }
}
