package circumplex.ranker.explain;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.order.Order;
import circumplex.ranker.stage.TopK;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a ranking did to a feed as a whole.
 *
 * @param exposureBefore by value, over as many posts of the engagement order as the answer has
 * @param exposureAfter by value, over the answer
 * @param depth how many first posts {@code topOverlap} is about
 * @param topOverlap of the final order and the engagement order of the posts that the floor did not remove
 * @param rankBiasedOverlap of the same orders
 */
public record FeedSummary(
        List<Float> exposureBefore,
        List<Float> exposureAfter,
        int depth,
        OptionalDouble topOverlap,
        OptionalDouble rankBiasedOverlap) {

    /**
     * @param answer the posts of the answer, named as in {@code feed}
     * @param all the final order of the posts that the floor did not remove, which are numbered by engagement from 0
     */
    public static FeedSummary of(Feed feed, Order answer, Order all, TopK topK) {
        int depth = topK.depth(all.size());
        return new FeedSummary(
                Exposure.of(feed, Order.byEngagement(feed.size()).first(answer.size())),
                Exposure.of(feed, answer),
                depth,
                Overlap.top(all, depth),
                Overlap.rankBiased(all));
    }
}
