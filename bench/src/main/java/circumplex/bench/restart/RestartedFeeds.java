package circumplex.bench.restart;

import circumplex.bench.load.Outcomes;
import java.util.List;

/**
 * What clients saw.
 *
 * @param calls all calls; the note of an answer says whether it was whole
 * @param undisturbedUntilNanos the calls that were due before met no restart
 * @param callsPerSecond how many were sent
 * @param mostPerSecond how many were answered before, by callers who did not wait between their calls
 * @param repeatedCalls calls that clients sent more than once
 * @param inner calls of the gateways to the services behind them
 */
public record RestartedFeeds(
        Outcomes<Boolean> calls,
        long undisturbedUntilNanos,
        List<Restart> restarts,
        double callsPerSecond,
        double mostPerSecond,
        int repeatedCalls,
        InnerCalls inner) {

    public Outcomes<Boolean> undisturbed() {
        return calls.only(call -> call.dueNanos() - undisturbedUntilNanos < 0);
    }

    public Outcomes<Boolean> disturbed() {
        return calls.only(call -> call.dueNanos() - undisturbedUntilNanos >= 0);
    }

    public int failed() {
        return calls.count() - calls.answered();
    }

    /** Answers that name a degradation. */
    public int degraded() {
        return calls.only(call -> Boolean.FALSE.equals(call.note())).count();
    }

    public double repeatedShare() {
        return calls.count() == 0 ? 0 : (double) repeatedCalls / calls.count();
    }
}
