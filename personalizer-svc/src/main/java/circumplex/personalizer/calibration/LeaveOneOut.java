package circumplex.personalizer.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The guard against wrong labels: a person's annotations are used only if they help to predict one another. Each is predicted twice, from
 * the others and from nothing; where the others do not make the ratings likelier on average, the person is answered as if nothing were
 * known. It needs {@link #FROM} annotations: with two it does harm, because one post says too little about another.
 */
public final class LeaveOneOut {

    /** Fewer annotations are used as they are. */
    public static final int FROM = 5;

    /** More annotations than this are judged by so many of them, evenly spread: the cost stays bounded. */
    static final int MOST = 16;

    /** A rating that was given no chance costs as much as one with this. */
    private static final double LEAST = 1e-4;

    private LeaveOneOut() {}

    /** What to know of whoever made these annotations: what they say, or nothing. */
    public static PersonState state(Calibrator calibrator, List<Annotated> annotations) {
        PersonState all = calibrator.state(annotations);
        if (annotations.size() < FROM) {
            return all;
        }
        PersonState nobody = calibrator.state(List.of());
        float[] unanswered = {};
        List<Annotated> judged = IntStream.of(spread(annotations.size())).mapToObj(annotations::get).toList();
        List<double[][]> posts = judged.stream().map(Annotated::scores).toList();
        List<ExpectedRatings> fromNothing = calibrator.expect(posts, nobody, unanswered);
        double gain = 0;
        for (int i = 0; i < judged.size(); i++) {
            List<Annotated> others = new ArrayList<>(judged);
            others.remove(i);
            ExpectedRatings fromOthers =
                    calibrator.expect(posts.subList(i, i + 1), calibrator.state(others), unanswered).get(0);
            double[] ratings = judged.get(i).ratings();
            gain += surprise(fromNothing.get(i).above(), ratings) - surprise(fromOthers.above(), ratings);
        }
        return gain > 0 ? all : nobody;
    }

    /** At most {@link #MOST} of {@code size} positions, ascending. */
    static int[] spread(int size) {
        int most = Math.min(size, MOST);
        return IntStream.range(0, most).map(i -> (int) ((long) i * size / most)).toArray();
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
