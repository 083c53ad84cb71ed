package circumplex.ranker.explain;

import circumplex.ranker.order.Order;
import java.util.OptionalDouble;

/** How much the beginning of an order has in common with the beginning of the engagement order. */
public final class Overlap {

    /** The chance that a reader goes on to the next post, in {@link #rankBiased}. */
    public static final double PERSISTENCE = 0.9;

    private Overlap() {}

    /** Share of the first {@code depth} posts by engagement that are among the first as many here. Empty for no posts. */
    public static OptionalDouble top(Order order, int depth) {
        if (depth == 0) {
            return OptionalDouble.empty();
        }
        int common = 0;
        for (int place = 0; place < depth; place++) {
            common += order.post(place) < depth ? 1 : 0;
        }
        return OptionalDouble.of((double) common / depth);
    }

    /**
     * Rank-biased overlap, extrapolated: the mean of the overlaps of all beginnings, each weighted with the chance that a reader
     * comes as far, (1 − p) / p · Σ_d p^d · X_d / d + p^n · X_n / n. Both orders have the same posts, so the last term is p^n.
     * Empty for no posts.
     */
    public static OptionalDouble rankBiased(Order order) {
        if (order.size() == 0) {
            return OptionalDouble.empty();
        }
        boolean[] seen = new boolean[order.size()];
        int common = 0;
        double reached = 1;
        double sum = 0;
        for (int depth = 1; depth <= order.size(); depth++) {
            int post = order.post(depth - 1);
            // The post that the order adds, and the one that the engagement order adds: one post if they are the same.
            common += seen[post] || post == depth - 1 ? 1 : 0;
            seen[post] = true;
            common += seen[depth - 1] && post != depth - 1 ? 1 : 0;
            seen[depth - 1] = true;
            reached *= PERSISTENCE;
            sum += reached * common / depth;
        }
        return OptionalDouble.of((1 - PERSISTENCE) / PERSISTENCE * sum + reached);
    }
}
