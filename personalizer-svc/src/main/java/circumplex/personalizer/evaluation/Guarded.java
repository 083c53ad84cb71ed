package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Predictor;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A predictor with a guard against wrong labels: a person's annotations are used only if they help to predict one another. Each is predicted
 * twice, from the others and from nothing; where the others do not make the ratings likelier on average, the answer is the one of whoever
 * annotated nothing. It is measured beside the plain predictor and not served, because it costs more than it saves.
 */
final class Guarded implements Predictor {

    /** Fewer annotations are used as they are: one post says too little about another. */
    static final int FROM = 5;

    /** More annotations than this are judged by so many of them, evenly spread: the cost stays bounded. */
    static final int MOST = 16;

    /** A rating that was given no chance costs as much as one with this. */
    private static final double LEAST = 1e-4;

    private static final int[] NOTHING = {};

    private final Predictor predictor;

    /** @param predictor one that gives distributions */
    Guarded(Predictor predictor) {
        this.predictor = predictor;
    }

    @Override
    public List<Prediction> predict(AnnotationTable table, List<Query> queries) {
        List<Query> probes = new ArrayList<>();
        queries.forEach(query -> probes.addAll(probes(query)));
        List<Prediction> answers = predictor.predict(table, probes);
        List<Query> trusted = new ArrayList<>();
        int at = 0;
        for (Query query : queries) {
            int pairs = probes(query).size() / 2;
            double gain = 0;
            for (int i = 0; i < pairs; i++, at += 2) {
                double[] ratings = table.ratings(probes.get(at).row());
                gain += surprise(answers.get(at).above(), ratings) - surprise(answers.get(at + 1).above(), ratings);
            }
            trusted.add(pairs == 0 || gain > 0 ? query : new Query(query.row(), NOTHING));
        }
        return predictor.predict(table, trusted);
    }

    /** For each annotation that is judged two questions: from nothing, and from the others. */
    private static List<Query> probes(Query query) {
        List<Query> probes = new ArrayList<>();
        if (query.support().length >= FROM) {
            int[] judged = IntStream.of(spread(query.support().length)).map(i -> query.support()[i]).toArray();
            for (int row : judged) {
                probes.add(new Query(row, NOTHING));
                probes.add(new Query(row, Arrays.stream(judged).filter(other -> other != row).toArray()));
            }
        }
        return probes;
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
