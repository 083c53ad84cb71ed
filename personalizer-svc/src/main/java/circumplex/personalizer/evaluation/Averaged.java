package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Predictor;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.List;

/** Scorers without a joint model: each is calibrated alone, and what comes out is averaged. */
final class Averaged implements Predictor {

    private final List<Predictor> calibrators;

    Averaged(List<Calibrator> calibrators) {
        this.calibrators = List.copyOf(calibrators);
    }

    @Override
    public List<Prediction> predict(AnnotationTable table, List<Query> queries) {
        List<List<Prediction>> answers =
                calibrators.stream().map(calibrator -> calibrator.predict(table, queries)).toList();
        List<Prediction> averaged = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            int at = i;
            averaged.add(average(answers.stream().map(each -> each.get(at)).toList()));
        }
        return averaged;
    }

    private static Prediction average(List<Prediction> answers) {
        int values = answers.get(0).mean().length;
        double share = 1.0 / answers.size();
        double[] order = new double[values];
        double[] mean = new double[values];
        double[][] above = new double[values][answers.get(0).above()[0].length];
        for (Prediction answer : answers) {
            for (int v = 0; v < values; v++) {
                order[v] += share * answer.order()[v];
                mean[v] += share * answer.mean()[v];
                for (int c = 0; c < above[v].length; c++) {
                    above[v][c] += share * answer.above()[v][c];
                }
            }
        }
        return new Prediction(order, mean, above);
    }
}
