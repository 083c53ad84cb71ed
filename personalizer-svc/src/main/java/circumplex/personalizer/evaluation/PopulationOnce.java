package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Predictor;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A predictor that is asked only once what it says of a row with nothing known. Contestants that start from one map ask it dozens of times.
 * Of one table, and for one thread.
 */
final class PopulationOnce implements Predictor {

    private final Predictor predictor;
    private final Map<Integer, Prediction> answered = new HashMap<>();

    PopulationOnce(Predictor predictor) {
        this.predictor = predictor;
    }

    @Override
    public List<Prediction> predict(AnnotationTable table, List<Query> queries) {
        Set<Integer> asked = new LinkedHashSet<>();
        List<Query> ask = new ArrayList<>();
        for (Query query : queries) {
            if (query.support().length > 0 || (!answered.containsKey(query.row()) && asked.add(query.row()))) {
                ask.add(query);
            }
        }
        List<Prediction> answers = predictor.predict(table, ask);
        List<Prediction> predictions = new ArrayList<>();
        int at = 0;
        for (Query query : queries) {
            boolean nothing = query.support().length == 0;
            if (nothing && answered.containsKey(query.row())) {
                predictions.add(answered.get(query.row()));
                continue;
            }
            Prediction answer = answers.get(at++);
            if (nothing) {
                answered.put(query.row(), answer);
            }
            predictions.add(answer);
        }
        return predictions;
    }
}
