package circumplex.personalizer.evaluation;

import circumplex.personalizer.statistics.Interval;
import circumplex.personalizer.statistics.Resampled;

/**
 * Feed τ of one contestant.
 *
 * @param k annotations known, the same for all posts of a person; those posts are not in the feed
 * @param active values with a weight that is not 0
 * @param people how many have a feed
 * @param drawn τ, the mean over people, drawn again over people
 * @param change mean difference to the same contestant with nothing known, on the same feeds; 0 at k = 0
 */
public record FeedResult(String predictor, String base, int k, int active, int people, Resampled drawn, Interval change) {

    /** Mean over people. */
    public Interval tau() {
        return drawn.interval();
    }
}
