package circumplex.ranker.chance;

import circumplex.ranker.kernel.Scores;
import circumplex.ranker.order.Order;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/**
 * Where every post may stand if its score is off by as much as it may be. Monte Carlo: each draw adds a normally distributed error to
 * every score and orders again; the interval of a post is what remains of its places without the lowest and the highest twentieth.
 *
 * <p>The generator is {@link Random}, because its numbers, normal ones included, are written down in its specification: the same seed
 * gives the same intervals on every Java.
 */
public final class RankIntervals {

    /** Names the method. The number rises with every change that may give other intervals for the same seed. */
    public static final String METHOD = "monte-carlo-independent-posts/2";

    /** A draw in so many is cut off at each end. */
    private static final int TAIL = 20;

    private final char[][] places;
    private final int draws;

    private RankIntervals(char[][] places, int draws) {
        this.places = places;
        this.draws = draws;
    }

    /**
     * @param draws how many
     * @param order the rest of the ranking: scores to an order; a post that is in no such order has no interval
     * @param between called after every draw
     * @throws IllegalArgumentException if there are more posts than a place has room for
     */
    public static RankIntervals of(
            Scores scores, ScoreErrors errors, int draws, long seed, Function<Scores, Order> order, Runnable between) {
        if (scores.size() > Character.MAX_VALUE) {
            throw new IllegalArgumentException(scores.size() + " posts are too many for rank intervals");
        }
        Random random = new Random(seed);
        char[][] places = new char[scores.size()][draws];
        int[] drawn = new int[scores.size()];
        for (int draw = 0; draw < draws; draw++) {
            for (int post = 0; post < drawn.length; post++) {
                drawn[post] = scores.scored(post) ? off(scores.millionths(post), errors.millionths(post) * random.nextGaussian()) : 0;
            }
            Order drawnOrder = order.apply(scores.with(drawn));
            for (int place = 0; place < drawnOrder.size(); place++) {
                places[drawnOrder.post(place)][draw] = (char) place;
            }
            between.run();
        }
        for (char[] ofPost : places) {
            Arrays.sort(ofPost);
        }
        return new RankIntervals(places, draws);
    }

    /** A score at the end of its range stays there. */
    private static int off(int millionths, double error) {
        long sum = millionths + Math.round(error);
        return (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, sum));
    }

    /** The place, from 0, that at most a twentieth of the draws put {@code post} above. */
    public int low(int post) {
        return places[post][draws / TAIL];
    }

    /** The place, from 0, that at most a twentieth of the draws put {@code post} below. */
    public int high(int post) {
        return places[post][draws - 1 - draws / TAIL];
    }

    /** The share of draws in which {@code post} is among the first {@code depth}. */
    public double topProbability(int post, int depth) {
        int count = 0;
        while (count < draws && places[post][count] < depth) {
            count++;
        }
        return (double) count / draws;
    }
}
