package circumplex.ranker.stage;

import circumplex.ranker.order.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the first posts of an order. Always the last stage: whoever stands in the order has a place to lose.
 *
 * @param limit how many to keep, at least 1
 */
public record TopK(int limit) {

    /** Keeps every post. */
    public static final TopK ALL = new TopK(Integer.MAX_VALUE);

    /** How many posts count as the first ones where nobody says how many. */
    private static final int USUAL_DEPTH = 10;

    public TopK {
        if (limit < 1) {
            throw new IllegalArgumentException("top k must be at least 1, was " + limit);
        }
    }

    public Selection select(Order order) {
        List<Removal> removed = new ArrayList<>();
        for (int place = limit; place < order.size(); place++) {
            removed.add(new Removal(order.post(place), Removal.Reason.BELOW_TOP_K));
        }
        return new Selection(order.first(limit), removed);
    }

    /** How many of {@code posts} posts the figures about the first posts are about. */
    public int depth(int posts) {
        return Math.min(posts, equals(ALL) ? USUAL_DEPTH : limit);
    }
}
