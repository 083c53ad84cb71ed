package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Predictor;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A predictor behind every {@link Guard}, beside the one that is served; RATIONALE.md says why it is that one. */
final class Guarded {

    /** Fewer annotations are used as they are: one post says too little about another. */
    static final int FROM = 5;

    /** More annotations than this are judged by so many of them, evenly spread: the cost stays bounded. */
    static final int MOST = 16;

    private static final int[] NOTHING = {};

    private final Predictor predictor;
    private final Predictor served;

    /**
     * @param predictor one that gives distributions and believes everybody
     * @param served the same with the guard that is served
     */
    Guarded(Predictor predictor, Predictor served) {
        this.predictor = predictor;
        this.served = served;
    }

    /** One prediction for each query, in their order, by each guard. */
    Map<Guard, List<Prediction>> predict(AnnotationTable known, List<Query> queries) {
        List<Query> probes = new ArrayList<>();
        queries.forEach(query -> probes.addAll(probes(query)));
        List<Prediction> tried = predictor.predict(known, probes);
        List<Prediction> personal = predictor.predict(known, queries);
        List<Prediction> nothing =
                predictor.predict(known, queries.stream().map(query -> new Query(query.row(), NOTHING)).toList());
        Map<Guard, List<Prediction>> answers = new EnumMap<>(Guard.class);
        Arrays.stream(Guard.values()).forEach(guard -> answers.put(guard, new ArrayList<>()));
        int at = 0;
        for (int i = 0; i < queries.size(); i++) {
            List<Guard.Trial> trials = new ArrayList<>();
            for (int pair = probes(queries.get(i)).size() / 2; pair > 0; pair--, at += 2) {
                trials.add(new Guard.Trial(known.ratings(probes.get(at).row()), tried.get(at), tried.get(at + 1)));
            }
            for (Map.Entry<Guard, List<Prediction>> answer : answers.entrySet()) {
                double trust = trials.isEmpty() ? 1 : answer.getKey().trust(trials);
                answer.getValue().add(between(nothing.get(i), personal.get(i), trust));
            }
        }
        answers.put(Guard.SERVED, served.predict(known, queries));
        return answers;
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

    private static Prediction between(Prediction nothing, Prediction personal, double trust) {
        if (trust == 1) {
            return personal;
        }
        return new Prediction(
                between(nothing.order(), personal.order(), trust),
                between(nothing.mean(), personal.mean(), trust),
                IntStream.range(0, nothing.above().length)
                        .mapToObj(v -> between(nothing.above()[v], personal.above()[v], trust))
                        .toArray(double[][]::new));
    }

    private static double[] between(double[] nothing, double[] personal, double trust) {
        return IntStream.range(0, nothing.length).mapToDouble(i -> nothing[i] + trust * (personal[i] - nothing[i])).toArray();
    }
}
