package circumplex.ranker.stage;

import circumplex.ranker.order.Order;

/**
 * Keeps every post near its engagement place. The last stage that orders, because it is a promise: what the stages before it want
 * is done as far as this allows.
 *
 * @param most how many places a post may stand from its engagement place
 */
public record BoundedDisplacement(int most) {

    /** A post may stand anywhere. */
    public static final BoundedDisplacement NONE = new BoundedDisplacement(Integer.MAX_VALUE);

    public BoundedDisplacement {
        if (most < 0) {
            throw new IllegalArgumentException("a displacement must be at least 0, was " + most);
        }
    }

    /**
     * @param pinned by post, whether it stays at its place
     * @param cap kept as far as the bound allows
     */
    public Order limit(Order wanted, boolean[] pinned, AuthorCap cap, Authors authors, Effort effort) {
        return keeps(wanted) ? wanted : Arrangement.of(wanted, pinned, most, cap, authors, effort);
    }

    /** Whether {@code post} may stand at {@code place}. */
    public boolean allows(int post, int place) {
        return Math.abs(post - place) <= most;
    }

    private boolean keeps(Order order) {
        for (int place = 0; place < order.size(); place++) {
            if (!allows(order.post(place), place)) {
                return false;
            }
        }
        return true;
    }
}
