package circumplex.gateway.feed;

import java.util.Comparator;
import java.util.List;

/**
 * Why a post stands where it stands.
 *
 * @param contributions of the values that weigh something, the largest first, equal ones in the order of the value set; none for a post
 *     without scores, and none in an order that the ranker did not make
 * @param rankingSize how many posts the ranking has
 */
public record Explanation(PlacedPost post, List<Contribution> contributions, int rankingSize, RankedFeed.Versions versions) {

    public Explanation {
        contributions = contributions.stream()
                .sorted(Comparator.comparingInt((Contribution each) -> Math.abs(each.milli())).reversed())
                .toList();
    }

    /**
     * What one value gave to a score.
     *
     * @param weightThousandths −1000 to 1000
     * @param base what the scorer said, 0 to 6
     * @param used what the post was ranked by, 0 to 6
     * @param milli weight · score, in thousandths
     */
    public record Contribution(String valueId, int weightThousandths, float base, float used, int milli) {}
}
