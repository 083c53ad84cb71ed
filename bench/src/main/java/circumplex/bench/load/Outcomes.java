package circumplex.bench.load;

import io.grpc.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/** What came of many calls, in the order in which they were due. */
public record Outcomes<N>(List<Outcome<N>> calls) {

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

    public Outcomes {
        calls = List.copyOf(calls);
    }

    public Outcomes<N> only(Predicate<Outcome<N>> condition) {
        return new Outcomes<>(calls.stream().filter(condition).toList());
    }

    /** The calls that were due from {@code from} on and before {@code to}. */
    public Outcomes<N> between(long from, long to) {
        return only(call -> call.dueNanos() - from >= 0 && call.dueNanos() - to < 0);
    }

    public int count() {
        return calls.size();
    }

    public int answered() {
        return (int) calls.stream().filter(Outcome::answered).count();
    }

    /** The share of calls that were answered; 1 of none. */
    public double answeredShare() {
        return calls.isEmpty() ? 1 : (double) answered() / count();
    }

    /** The failed calls by status code. */
    public Map<Status.Code, Integer> failures() {
        Map<Status.Code, Integer> failures = new EnumMap<>(Status.Code.class);
        calls.stream().filter(call -> !call.answered()).forEach(call -> failures.merge(call.code(), 1, Integer::sum));
        return failures;
    }

    /** From when a call was due to its end, so that calls that wait for the sender count with their waiting. */
    public double millis(double percentile) {
        Histogram times = new Histogram(LONGEST_NANOS, 3);
        calls.forEach(call -> times.recordValue(Math.min(LONGEST_NANOS, Math.max(0, call.doneNanos() - call.dueNanos()))));
        return times.getValueAtPercentile(percentile) / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d of %d answered, p50 %.1f ms, p99 %.1f ms, failures %s", answered(), count(), millis(50), millis(99), failures());
    }
}
