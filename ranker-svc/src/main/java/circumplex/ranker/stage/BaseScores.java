package circumplex.ranker.stage;

import java.util.Arrays;

/**
 * The base scores that a floor reads: for each of its limits one column over all posts of the request, in thousandths. Kept apart
 * from the scores that posts are ranked by, so that no calibration can reach the floor.
 */
public final class BaseScores {

    private static final int UNJUDGED = -1;

    private final int[][] columns;

    private BaseScores(int[][] columns) {
        this.columns = columns;
    }

    /** None known yet. */
    public static BaseScores unknown(int limits, int posts) {
        int[][] columns = new int[limits][posts];
        for (int[] column : columns) {
            Arrays.fill(column, UNJUDGED);
        }
        return new BaseScores(columns);
    }

    /** Says the score of one post in the value of one limit. To be called before the floor judges. */
    public void put(int limit, int post, int thousandths) {
        columns[limit][post] = thousandths;
    }

    boolean known(int limit, int post) {
        return columns[limit][post] != UNJUDGED;
    }

    int thousandths(int limit, int post) {
        return columns[limit][post];
    }
}
