package circumplex.ranker;

import circumplex.ranker.order.Order;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one weight vector would do. Posts are named as in the whole feed.
 *
 * @param ranking by these weights
 * @param gained by place of the posts that are kept, how many places the post stands above its place in the reference order
 * @param kendallTau against the reference order; empty below two posts
 * @param entered posts among the first here and not in the reference order
 * @param left posts among the first in the reference order and not here
 */
record Preview(Ranking ranking, List<Integer> gained, OptionalDouble kendallTau, Order entered, Order left) {

    Preview {
        gained = List.copyOf(gained);
    }
}
