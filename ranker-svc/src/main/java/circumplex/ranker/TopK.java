package circumplex.ranker;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the first posts of an order. Always the last stage: whoever stands in the order has a place to lose.
 *
 * @param limit how many to keep, at least 1
 */
record TopK(int limit) {

    /** Keeps every post. */
    static final TopK ALL = new TopK(Integer.MAX_VALUE);

    TopK {
        if (limit < 1) {
            throw new IllegalArgumentException("top k must be at least 1, was " + limit);
        }
    }

    Selection select(Order order) {
        List<Removal> removed = new ArrayList<>();
        for (int place = limit; place < order.size(); place++) {
            removed.add(new Removal(order.post(place), Removal.Reason.BELOW_TOP_K));
        }
        return new Selection(order.first(limit), removed);
    }
}
