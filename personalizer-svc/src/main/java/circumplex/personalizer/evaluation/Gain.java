package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Predictor;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gain that is served where there is no model: odds of the expected rating ŷ times (Σy + λm) / (Σŷ + λm), with λ = 10 and m the mean
 * rating of the value. A baseline, on raw scores or on a population map.
 */
final class Gain implements Predictor {

    private static final double SHRINKAGE = 10;
    private static final double MOST = 1.5;
    private static final double SCALE = 6;
    private static final double EDGE = 0.01;

    /** A value that nobody ever rated above 0 would leave nothing to divide by. */
    private static final double LEAST_RATE = 0.01;

    private final Predictor population;
    private final double[] rates;

    Gain(Predictor population, double[] rates) {
        this.population = population;
        this.rates = Arrays.stream(rates).map(rate -> Math.max(LEAST_RATE, rate)).toArray();
    }

    @Override
    public List<Prediction> predict(AnnotationTable table, List<Query> queries) {
        int[] known = queries.stream().flatMapToInt(query -> Arrays.stream(query.support())).distinct().toArray();
        List<Prediction> expected = map(table, known);
        Map<Integer, double[]> means = new HashMap<>();
        for (int i = 0; i < known.length; i++) {
            means.put(known[i], expected.get(i).mean());
        }
        List<Prediction> answers = map(table, queries.stream().mapToInt(Query::row).toArray());
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            predictions.add(Prediction.ofMeans(gained(table, answers.get(i).mean(), queries.get(i).support(), means)));
        }
        return predictions;
    }

    private List<Prediction> map(AnnotationTable table, int[] rows) {
        return population.predict(table, Arrays.stream(rows).mapToObj(row -> new Query(row, new int[0])).toList());
    }

    private double[] gained(AnnotationTable table, double[] map, int[] support, Map<Integer, double[]> means) {
        double[] gained = map.clone();
        for (int v = 0; v < gained.length && support.length > 0; v++) {
            double seen = SHRINKAGE * rates[v];
            double expected = seen;
            for (int row : support) {
                int rating = table.rating(row, v);
                double[] mean = means.getOrDefault(row, new double[0]);
                if (rating != AnnotationTable.UNRATED && mean.length > 0) {
                    seen += rating;
                    expected += mean[v];
                }
            }
            double gain = Math.max(-MOST, Math.min(MOST, Math.log(seen / expected)));
            double share = Math.max(EDGE, Math.min(1 - EDGE, gained[v] / SCALE));
            gained[v] = SCALE / (1 + Math.exp(-(Math.log(share / (1 - share)) + gain)));
        }
        return gained;
    }
}
