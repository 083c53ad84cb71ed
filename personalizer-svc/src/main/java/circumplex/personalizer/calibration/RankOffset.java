package circumplex.personalizer.calibration;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plain way to be personal: the population's order within the post, and for each value the person's mean distance from it,
 * divided by n + λ rather than by n. A baseline; it moves the order within a post and never that of a feed.
 */
public final class RankOffset implements Predictor {

    private final Predictor population;
    private final double shrinkage;

    /** @param shrinkage λ: as many annotations as this would say that there is no distance */
    public RankOffset(Predictor population, double shrinkage) {
        this.population = population;
        this.shrinkage = shrinkage;
    }

    @Override
    public List<Prediction> predict(AnnotationTable table, List<Query> queries) {
        Map<Integer, double[]> residuals = residuals(table, queries);
        List<Query> unknown = queries.stream().map(query -> new Query(query.row(), new int[0])).toList();
        List<Prediction> answers = population.predict(table, unknown);
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            double[] order = Ranks.standardised(answers.get(i).order());
            int[] support = queries.get(i).support();
            double[] none = new double[order.length];
            for (int v = 0; v < order.length && support.length > 0; v++) {
                double sum = 0;
                for (int row : support) {
                    sum += residuals.getOrDefault(row, none)[v];
                }
                order[v] += sum / (support.length + shrinkage);
            }
            predictions.add(new Prediction(order, answers.get(i).mean(), answers.get(i).above()));
        }
        return predictions;
    }

    private Map<Integer, double[]> residuals(AnnotationTable table, List<Query> queries) {
        List<Integer> rows = queries.stream().flatMapToInt(query -> Arrays.stream(query.support())).distinct().boxed().toList();
        List<Prediction> answers =
                population.predict(table, rows.stream().map(row -> new Query(row, new int[0])).toList());
        Map<Integer, double[]> residuals = new LinkedHashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            double[] expected = Ranks.standardised(answers.get(i).order());
            double[] places = Ranks.standardised(table.ratings(rows.get(i)));
            for (int v = 0; v < places.length; v++) {
                places[v] = Double.isNaN(places[v]) ? 0 : places[v] - expected[v];
            }
            residuals.put(rows.get(i), places);
        }
        return residuals;
    }
}
