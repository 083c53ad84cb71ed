package circumplex.personalizer.calibration;

import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A predictor with the guard against wrong labels, as {@link LeaveOneOut} is it for what is served. */
public final class Guarded implements Predictor {

    private static final int[] NOTHING = {};

    private final Predictor predictor;

    /** @param predictor one that gives distributions */
    public Guarded(Predictor predictor) {
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
                gain += LeaveOneOut.surprise(answers.get(at).above(), ratings)
                        - LeaveOneOut.surprise(answers.get(at + 1).above(), ratings);
            }
            trusted.add(pairs == 0 || gain > 0 ? query : new Query(query.row(), NOTHING));
        }
        return predictor.predict(table, trusted);
    }

    /** For each annotation that is judged two questions: from nothing, and from the others. */
    private static List<Query> probes(Query query) {
        List<Query> probes = new ArrayList<>();
        if (query.support().length >= LeaveOneOut.FROM) {
            int[] judged = IntStream.of(LeaveOneOut.spread(query.support().length)).map(i -> query.support()[i]).toArray();
            for (int row : judged) {
                probes.add(new Query(row, NOTHING));
                probes.add(new Query(row, Arrays.stream(judged).filter(other -> other != row).toArray()));
            }
        }
        return probes;
    }
}
