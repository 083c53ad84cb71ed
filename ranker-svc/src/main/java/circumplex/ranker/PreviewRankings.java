package circumplex.ranker;

import circumplex.kit.call.Cancellation;
import circumplex.ranker.explain.KendallTau;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.order.Order;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Ranks one feed by many weight vectors, each exactly as {@link RankPosts} does, and says what moved. */
@Singleton
final class PreviewRankings {

    private final RankPosts rankPosts;

    PreviewRankings(RankPosts rankPosts) {
        this.rankPosts = rankPosts;
    }

    /** @param reference the weights whose order the others are compared with; empty for the engagement order */
    List<Preview> preview(RankingTask task, List<Weights> candidates, Optional<Weights> reference) {
        Optional<Order> inForce = reference.map(weights -> rankPosts.rank(task.by(weights)).whole());
        List<Preview> previews = new ArrayList<>();
        for (Weights candidate : candidates) {
            Ranking ranking = rankPosts.rank(task.by(candidate));
            previews.add(compare(ranking, inForce.orElseGet(() -> byEngagement(ranking.whole())), task));
            Cancellation.check();
        }
        return previews;
    }

    private static Preview compare(Ranking ranking, Order reference, RankingTask task) {
        Order order = ranking.floored().renumbered(ranking.whole());
        Order before = ranking.floored().renumbered(reference);
        int[] places = order.places();
        int[] placesBefore = before.places();
        int depth = task.topK().depth(order.size());
        List<Integer> gained = new ArrayList<>();
        for (int place = 0; place < ranking.kept().size(); place++) {
            gained.add(placesBefore[order.post(place)] - place);
        }
        return new Preview(
                ranking,
                gained,
                KendallTau.between(order, before),
                beyond(ranking.whole().first(depth), order, placesBefore, depth),
                beyond(reference.first(depth), before, places, depth));
    }

    /** Of the posts of {@code top}, those that stand below {@code depth} by {@code places}, which go by the numbers of {@code order}. */
    private static Order beyond(Order top, Order order, int[] places, int depth) {
        int[] posts = new int[top.size()];
        int count = 0;
        for (int place = 0; place < top.size(); place++) {
            if (places[order.post(place)] >= depth) {
                posts[count++] = top.post(place);
            }
        }
        return Order.of(posts).first(count);
    }

    private static Order byEngagement(Order whole) {
        int[] posts = whole.toArray();
        Arrays.sort(posts);
        return Order.of(posts);
    }
}
