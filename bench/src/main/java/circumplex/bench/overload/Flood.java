package circumplex.bench.overload;

import circumplex.bench.load.Outcomes;

/**
 * What came of more calls than can be answered.
 *
 * @param times how many times the peak was to be offered
 * @param offeredPerSecond calls that were sent in a second
 * @param answersPerSecond calls that were answered in a second
 * @param shed the calls that were refused as UNAVAILABLE
 * @param otherFailures calls that ended in another way, such as by their deadline
 * @param shedMillisP50 from the sending of a call that is refused to the refusal
 * @param senderBusy processor time of the sender during the flood, in cores
 * @param recoverySeconds from the end of the flood to the first second, at half of the peak, in which every call is answered
 */
public record Flood(
        double times,
        double offeredPerSecond,
        double answersPerSecond,
        int shed,
        int otherFailures,
        double shedMillisP50,
        double shedMillisP99,
        double answeredMillisP99,
        double senderBusy,
        double recoverySeconds) {

    static double sentMillis(Outcomes<?> calls, double percentile) {
        long[] times = calls.calls().stream()
                .mapToLong(call -> call.doneNanos() - call.sentNanos())
                .sorted()
                .toArray();
        return times.length == 0 ? 0 : times[(int) Math.min(times.length - 1, Math.ceil(percentile / 100 * times.length))] / 1e6;
    }
}
