package circumplex.bench.simulation;

import java.util.Random;

/**
 * A simulated person who looks at the first posts of two feeds and says which of them was made for the own values. For every post the
 * judge feels how much it is worth, with a normal error, and takes the feed with the larger sum. Nothing in it was learnt from people.
 */
final class Judge {

    /** How many posts of each feed are looked at. */
    static final int POSTS = 10;

    private final double error;

    /** @param error standard deviation of what is felt about one post, on the scale of worth, −6 to 6 */
    Judge(double error) {
        this.error = error;
    }

    boolean recognises(SimulatedFeed feed, int[] made, int[] other, Random random) {
        return felt(feed, made, random) > felt(feed, other, random);
    }

    private double felt(SimulatedFeed feed, int[] order, Random random) {
        double sum = 0;
        for (int place = 0; place < Math.min(POSTS, order.length); place++) {
            sum += feed.worth(order[place]) + error * random.nextGaussian();
        }
        return sum;
    }
}
