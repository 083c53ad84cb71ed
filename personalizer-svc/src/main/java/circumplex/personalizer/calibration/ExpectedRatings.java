package circumplex.personalizer.calibration;

import java.util.List;

/**
 * What is served of a calibrator's answer for one post and person, value by value: only what is comparable over posts. The order of values
 * within a post, which gives every post about the same total, is not in it.
 *
 * @param mean E[rating] in [0, 6]
 * @param above P(rating &gt; c) for c = 0 … 5, by value; never rising with c
 * @param error standard error of the mean, at least 0: how far networks of other seeds are from one another, and what is left of the
 *     ratings' residual variance after as many ratings as there are of the value
 */
@SuppressWarnings("ArrayRecordComponent")
public record ExpectedRatings(double[] mean, double[][] above, double[] error) {

    /**
     * One answer out of several to the same question, each from another scorer's scores. Their errors are taken to be the same error: what is
     * not known about the person does not average out.
     */
    public static ExpectedRatings average(List<ExpectedRatings> answers) {
        if (answers.size() == 1) {
            return answers.get(0);
        }
        int values = answers.get(0).mean.length;
        double[] mean = new double[values];
        double[] error = new double[values];
        double[][] above = new double[values][answers.get(0).above[0].length];
        for (ExpectedRatings answer : answers) {
            for (int v = 0; v < values; v++) {
                mean[v] += answer.mean[v] / answers.size();
                error[v] += answer.error[v] / answers.size();
                for (int c = 0; c < above[v].length; c++) {
                    above[v][c] += answer.above[v][c] / answers.size();
                }
            }
        }
        return new ExpectedRatings(mean, above, error);
    }

    /** The smallest rating that a rating of this value does not exceed with at least probability {@code share}. */
    public int quantile(int value, double share) {
        int rating = 0;
        // They never rise, so counting those that do not suffice finds the first that does.
        for (double larger : above[value]) {
            rating += 1 - larger < share ? 1 : 0;
        }
        return rating;
    }
}
