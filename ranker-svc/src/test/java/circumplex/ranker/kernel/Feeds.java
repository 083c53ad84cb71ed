package circumplex.ranker.kernel;

import java.util.Random;

/** Seeded feeds for tests. */
public final class Feeds {

    private Feeds() {}

    /** A feed whose rows are the given scores in thousandths; an empty row is an unscored post. */
    public static Feed of(int values, int[]... rows) {
        Feed.Builder feed = new Feed.Builder(rows.length, values);
        for (int post = 0; post < rows.length; post++) {
            if (rows[post].length > 0) {
                feed.scores(post, rows[post]);
            }
        }
        return feed.build();
    }

    /** One value and the given whole scores; a negative one stands for an unscored post. */
    public static Feed ofOneValue(int... scores) {
        int[][] rows = new int[scores.length][];
        for (int post = 0; post < scores.length; post++) {
            rows[post] = scores[post] < 0 ? new int[0] : new int[] {scores[post] * 1000};
        }
        return of(1, rows);
    }

    /** Scores are multiples of {@code step} thousandths: the coarser, the more ties. About one post in eight is unscored. */
    public static Feed random(Random random, int posts, int values, int step) {
        int[][] rows = new int[posts][];
        for (int post = 0; post < posts; post++) {
            rows[post] = random.nextInt(8) == 0
                    ? new int[0]
                    : random.ints(values, 0, Feed.MAX_SCORE / step + 1).map(score -> score * step).toArray();
        }
        return of(values, rows);
    }

    /** Weights are multiples of {@code step} thousandths. */
    public static Weights weights(Random random, int values, int step) {
        int steps = Weights.MAX / step;
        return Weights.of(random.ints(values, -steps, steps + 1).map(weight -> weight * step).toArray());
    }
}
