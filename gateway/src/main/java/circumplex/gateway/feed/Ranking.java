package circumplex.gateway.feed;

import java.util.List;
import java.util.OptionalDouble;

/**
 * An order of posts.
 *
 * @param places first to last
 * @param rankerId who ordered; empty for the engagement order that stands in for the ranker
 */
public record Ranking(List<Place> places, OptionalDouble kendallTau, OptionalDouble kendallTauBScores, String rankerId) {

    public Ranking {
        places = List.copyOf(places);
    }

    /**
     * One post in its place.
     *
     * @param engagementRank from 1
     * @param contributionsMilli w·s in thousandths in the order of the value set; empty for a post without a score
     */
    public record Place(String postId, int engagementRank, OptionalDouble score, List<Integer> contributionsMilli) {

        public Place {
            contributionsMilli = List.copyOf(contributionsMilli);
        }
    }
}
