package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.statistics.Correlation;
import circumplex.personalizer.statistics.Ranks;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Ways to tell by a person's own annotations how far to believe them: each is predicted from the others and from nothing, and where the
 * others do not help, what is known of the person counts less or nothing.
 */
public enum Guard {
    /** None: annotations are used as they are. */
    NONE("none"),
    /** All or nothing, by how likely the ratings are. */
    LIKELIHOOD("likelihood"),
    /** All or nothing, by the order within the posts. */
    ORDER("Spearman"),
    /** All or nothing, by the distance of the means that are served from the ratings. */
    ERROR("absolute error"),
    /** As much as the places within the posts ask for, by least squares of what is left on what the others add; no more than all. */
    SOFT("soft"),
    /** What is served: as far as residuals foretell one another, {@link circumplex.personalizer.calibration.map.LeaveOneOut}. */
    SERVED("leave one out, served");

    /** A rating that was given no chance costs as much as one with this. */
    private static final double LEAST = 1e-4;

    /** So many annotations say beforehand that the person's part is right as it is. */
    private static final double BELIEVED = 5;

    private final String label;

    Guard(String label) {
        this.label = label;
    }

    /** In words, for tables. */
    public String label() {
        return label;
    }

    /**
     * One annotation, and what was predicted of it.
     *
     * @param nothing from nothing
     * @param others from the person's other annotations
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Trial(double[] ratings, Prediction nothing, Prediction others) {

        private double gain(ToDoubleFunction<Prediction> figure) {
            double gain = figure.applyAsDouble(others) - figure.applyAsDouble(nothing);
            return Double.isNaN(gain) ? 0 : gain;
        }
    }

    /** How much of what is known of the person is used, in [0, 1]. */
    double trust(List<Trial> trials) {
        return switch (this) {
            // What is served is judged by the predictor itself.
            case NONE, SERVED -> 1;
            case LIKELIHOOD -> decided(trials, trial -> trial.gain(answer -> -surprise(answer.above(), trial.ratings())));
            case ORDER -> decided(trials, trial -> trial.gain(answer -> Correlation.spearman(trial.ratings(), answer.order())));
            case ERROR -> decided(trials, trial -> trial.gain(answer -> -distance(answer.mean(), trial.ratings())));
            case SOFT -> slope(trials);
        };
    }

    private static double decided(List<Trial> trials, ToDoubleFunction<Trial> gain) {
        return trials.stream().mapToDouble(gain).sum() > 0 ? 1 : 0;
    }

    private static double slope(List<Trial> trials) {
        double products = 0;
        double squares = 0;
        for (Trial trial : trials) {
            double[] rated = Ranks.standardised(trial.ratings());
            double[] nothing = Ranks.standardised(trial.nothing().order());
            double[] others = Ranks.standardised(trial.others().order());
            for (int v = 0; v < rated.length; v++) {
                if (!Double.isNaN(rated[v])) {
                    products += (others[v] - nothing[v]) * (rated[v] - nothing[v]);
                    squares += (others[v] - nothing[v]) * (others[v] - nothing[v]);
                }
            }
        }
        double before = squares * BELIEVED / trials.size();
        return squares == 0 ? 1 : Math.max(0, Math.min(1, (products + before) / (squares + before)));
    }

    private static double distance(double[] means, double[] ratings) {
        double sum = 0;
        for (int v = 0; v < ratings.length; v++) {
            sum += Double.isNaN(ratings[v]) ? 0 : Math.abs(means[v] - ratings[v]);
        }
        return sum;
    }

    /**
     * Mean of −ln P over the rated values.
     *
     * @param above P(rating &gt; c) for c = 0 … 5 by value
     * @param ratings NaN where unrated
     */
    static double surprise(double[][] above, double[] ratings) {
        double sum = 0;
        int rated = 0;
        for (int v = 0; v < ratings.length; v++) {
            if (!Double.isNaN(ratings[v])) {
                int rating = (int) ratings[v];
                double reached = rating == 0 ? 1 : above[v][rating - 1];
                double exceeded = rating == above[v].length ? 0 : above[v][rating];
                sum -= Math.log(Math.max(LEAST, reached - exceeded));
                rated++;
            }
        }
        return rated == 0 ? 0 : sum / rated;
    }
}
