package circumplex.ranker.kernel;

import circumplex.ranker.order.Order;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Scores and orders one post at a time, with numbers that cannot overflow. Never made faster. */
public final class ScalarOracle {

    private ScalarOracle() {}

    public static BigInteger millionths(Feed feed, Weights weights, int post) {
        BigInteger sum = BigInteger.ZERO;
        for (int value = 0; value < feed.values(); value++) {
            BigInteger weight = BigInteger.valueOf(weights.thousandths(value));
            sum = sum.add(weight.multiply(BigInteger.valueOf(feed.thousandths(post, value))));
        }
        return sum;
    }

    /** The scored posts by the tie rule. */
    public static Order order(Feed feed, Weights weights) {
        List<Integer> posts = new ArrayList<>();
        for (int post = 0; post < feed.size(); post++) {
            if (feed.scored(post)) {
                posts.add(post);
            }
        }
        // The sort of a list is stable, so posts of equal score stay in engagement order.
        posts.sort(Comparator.comparing((Integer post) -> millionths(feed, weights, post)).reversed());
        return Order.of(posts.stream().mapToInt(Integer::intValue).toArray());
    }
}
