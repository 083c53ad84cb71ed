package circumplex.ranker.explain;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.order.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of every value a reader sees: the mean score over the posts of an order, the post at place r weighted with
 * 1 / log2(1 + r), the discount of DCG (Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002).
 */
public final class Exposure {

    private static final double THOUSANDTHS = 1000;

    private Exposure() {}

    /** One mean for each value, in [0, 6]; empty if no post of the order is scored. Unscored posts only take up their place. */
    public static List<Float> of(Feed feed, Order order) {
        double[] discounts = new double[order.size()];
        double total = 0;
        for (int place = 0; place < discounts.length; place++) {
            if (feed.scored(order.post(place))) {
                discounts[place] = Math.log(2) / Math.log(place + 2.0);
                total += discounts[place];
            }
        }
        if (total == 0) {
            return List.of();
        }
        List<Float> means = new ArrayList<>(feed.values());
        for (int value = 0; value < feed.values(); value++) {
            double sum = 0;
            for (int place = 0; place < discounts.length; place++) {
                sum += discounts[place] * feed.thousandths(order.post(place), value);
            }
            means.add((float) (sum / total / THOUSANDTHS));
        }
        return means;
    }
}
