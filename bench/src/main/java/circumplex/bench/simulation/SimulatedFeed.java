package circumplex.bench.simulation;

import java.util.Random;

/**
 * A person with weights, and a feed with what scorers say of its posts and what this person would see in them. Posts are numbered from
 * 0 in engagement order.
 *
 * <p>A post expresses up to {@link #MOST_CENTRES} values, each with a strength, and their neighbours on the circle less, by a bell curve
 * of the distance: its consensus. A scorer gives the consensus with an error, as a whole number. A person sees it times a gain of the
 * person's own for each value, with an error of this post. Popular posts are popular for nothing that is known here, and a little for
 * hedonism and stimulation, which engagement is known to favour.
 */
final class SimulatedFeed {

    static final double MAX = 6;

    static final int MOST_CENTRES = 4;
    static final double WIDTH = 0.8;
    static final double SCORER_ERROR = 1.0;
    static final double GAIN_SPREAD = 0.5;
    static final double PERSONAL_ERROR = 1.5;
    static final double POPULAR_PER_POINT = 0.1;

    /** Below this, a post says nothing of a value. */
    private static final double SILENT = 0.3;

    private static final double SILENT_SHARE = 0.5;

    private final double[] weights;
    private final double[][] base;
    private final double[][] truth;

    private SimulatedFeed(double[] weights, double[][] base, double[][] truth) {
        this.weights = weights;
        this.base = base;
        this.truth = truth;
    }

    /**
     * @param wanted how many values have a weight; if all have, the weights are those of a survey, and otherwise those of sliders
     * @param popular positions of the values that engagement favours
     */
    static SimulatedFeed of(Random random, int posts, int values, int wanted, int... popular) {
        double[] gains = new double[values];
        for (int value = 0; value < values; value++) {
            gains[value] = StrictMath.exp(GAIN_SPREAD * random.nextGaussian());
        }
        double[] weights = wanted == values ? survey(random, values) : sliders(random, values, wanted);
        double[][] consensus = new double[posts][];
        double[] popularity = new double[posts];
        for (int post = 0; post < posts; post++) {
            consensus[post] = consensus(random, values);
            popularity[post] = random.nextGaussian();
            for (int value : popular) {
                popularity[post] += POPULAR_PER_POINT * consensus[post][value];
            }
        }
        int[] byEngagement = Orders.descending(popularity);
        double[][] base = new double[posts][values];
        double[][] truth = new double[posts][values];
        for (int post = 0; post < posts; post++) {
            for (int value = 0; value < values; value++) {
                double meant = consensus[byEngagement[post]][value];
                base[post][value] = StrictMath.rint(within(meant + SCORER_ERROR * random.nextGaussian()));
                // Where a post says nothing, people see something less often.
                double error = PERSONAL_ERROR * (meant > SILENT ? 1 : SILENT_SHARE);
                truth[post][value] = within(gains[value] * meant + error * random.nextGaussian());
            }
        }
        return new SimulatedFeed(weights, base, truth);
    }

    int posts() {
        return base.length;
    }

    int values() {
        return weights.length;
    }

    /** In [−1, 1], in hundredths. */
    double weight(int value) {
        return weights[value];
    }

    /** What the scorer says, from 0 to 6. */
    double base(int post, int value) {
        return base[post][value];
    }

    /** What the person sees, from 0 to 6. */
    double truth(int post, int value) {
        return truth[post][value];
    }

    /** How much the person wants the post, as the person sees it: the mean of its values by weight, from −6 to 6. */
    double worth(int post) {
        double sum = 0;
        double amount = 0;
        for (int value = 0; value < weights.length; value++) {
            sum += weights[value] * truth[post][value];
            amount += Math.abs(weights[value]);
        }
        return amount == 0 ? 0 : sum / amount;
    }

    private static double[] consensus(Random random, int values) {
        double[] scores = new double[values];
        int centres = random.nextInt(MOST_CENTRES + 1);
        for (int i = 0; i < centres; i++) {
            int centre = random.nextInt(values);
            double strength = 1.5 + 4.5 * random.nextDouble();
            for (int value = 0; value < values; value++) {
                int apart = Math.abs(value - centre);
                int steps = Math.min(apart, values - apart);
                scores[value] = Math.max(scores[value], strength * StrictMath.exp(-steps * steps / (2 * WIDTH * WIDTH)));
            }
        }
        return scores;
    }

    /** Three of four are wanted, the others unwanted. */
    private static double[] sliders(Random random, int values, int wanted) {
        double[] weights = new double[values];
        int[] shuffled = Orders.random(random, values);
        for (int i = 0; i < wanted; i++) {
            int hundredths = 20 + random.nextInt(81);
            weights[shuffled[i]] = (random.nextInt(4) == 0 ? -hundredths : hundredths) / 100.0;
        }
        return weights;
    }

    /** Centred answers divided by the largest amount, as the profile makes weights of a survey. */
    private static double[] survey(Random random, int values) {
        double[] answers = new double[values];
        double mean = 0;
        for (int value = 0; value < values; value++) {
            answers[value] = random.nextGaussian();
            mean += answers[value] / values;
        }
        double largest = 0;
        for (int value = 0; value < values; value++) {
            answers[value] -= mean;
            largest = Math.max(largest, Math.abs(answers[value]));
        }
        for (int value = 0; value < values; value++) {
            answers[value] = StrictMath.rint(100 * answers[value] / largest) / 100;
        }
        return answers;
    }

    private static double within(double score) {
        return Math.max(0, Math.min(MAX, score));
    }
}
