package circumplex.bench.availability;

import circumplex.bench.load.Outcomes;

/**
 * One time without some services.
 *
 * @param during the calls that were sent while they could not answer
 * @param unflagged those of them that were answered before the services were back and did not say what is missing, or not what the
 *     contract says
 * @param wholeAfterMillis from the return of the services to the first answer after which all are whole
 */
public record Outage(String name, Outcomes<?> during, int unflagged, double wholeAfterMillis) {

    /** Whether there were calls, at least {@code share} of them were answered, and all answers said what is missing. */
    public boolean keeps(double share) {
        return during.count() > 0 && during.answeredShare() >= share && unflagged == 0;
    }
}
