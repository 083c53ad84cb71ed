package circumplex.gateway.feed;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An order of posts.
 *
 * @param places first to last
 * @param rankerId who ordered; empty for the engagement order that stands in for the ranker
 * @param trust how the intervals of places were made; absent if nobody asked, or there are none
 */
public record Ranking(
        List<Place> places,
        OptionalDouble kendallTau,
        OptionalDouble kendallTauBScores,
        String rankerId,
        Optional<Trust> trust) {

    public Ranking {
        places = List.copyOf(places);
    }

    /**
     * How intervals of places were made.
     *
     * @param topK how many first posts {@link Interval#topK} is about
     */
    public record Trust(String method, int draws, long seed, int topK) {}

    /**
     * Where a post may stand, given how far scores may be off.
     *
     * @param low the place that at most 5 % of draws put it above
     * @param high the place that at most 5 % of draws put it below
     * @param topK share of draws in which it is among the first
     */
    public record Interval(int low, int high, double topK) {}

    /**
     * One post in its place.
     *
     * @param engagementRank from 1
     * @param contributionsMilli w·s in thousandths in the order of the value set; empty for a post without a score
     * @param interval where it may stand instead; absent if that was not asked or is not known
     */
    public record Place(
            String postId,
            int engagementRank,
            OptionalDouble score,
            List<Integer> contributionsMilli,
            Optional<Interval> interval) {

        public Place {
            contributionsMilli = List.copyOf(contributionsMilli);
        }
    }
}
