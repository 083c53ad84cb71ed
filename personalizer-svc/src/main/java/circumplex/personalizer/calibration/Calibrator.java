package circumplex.personalizer.calibration;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.closedform.ClosedForm;
import circumplex.personalizer.calibration.map.Answers;
import circumplex.personalizer.calibration.map.Features;
import circumplex.personalizer.calibration.map.LeaveOneOut;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.PersonalMap;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.TrainingRows;
import circumplex.personalizer.calibration.map.UserState;
import circumplex.personalizer.calibration.network.PlainNetwork;
import circumplex.personalizer.calibration.network.TrainedNetwork;
import circumplex.personalizer.data.AnnotationTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The trained networks, or what else a calibrator is made of, as one predictor: their outputs averaged. */
public final class Calibrator implements Predictor, AutoCloseable {

    /** How much of the expected rating goes into the order within a post, which ranks alone leave coarse. */
    private static final double EXPECTED_IN_ORDER = 0.3;

    /** Queries in one call of a network. */
    private static final int BATCH = 1024;

    private final CalibratorWeights weights;
    private final Features features;
    private final Answers answers;
    private final List<PersonalMap> nets = new ArrayList<>();

    /** Networks run on the engine, as they were trained and judged. */
    public Calibrator(CalibratorWeights weights, Torch torch) {
        this(weights, onEngine(torch));
    }

    /** Networks run in plain Java: quicker for the few posts of a request, and without anything native. */
    public static Calibrator plain(CalibratorWeights weights) {
        return new Calibrator(weights, PlainNetwork::new);
    }

    /** What runs a network. */
    private interface Engine {
        PersonalMap run(NetworkShape shape, float[] parameters, LeaveOneOut guard);
    }

    private static Engine onEngine(Torch torch) {
        return (shape, parameters, guard) -> new TrainedNetwork(torch, shape, parameters, guard);
    }

    private Calibrator(CalibratorWeights weights, Engine network) {
        this.weights = weights;
        features = weights.features();
        answers = new Answers(weights.answerMeans(), weights.answerScales());
        for (int net = 0; net < weights.nets().size(); net++) {
            nets.add(member(weights, net, network));
        }
    }

    /** One of those that are averaged. */
    public static PersonalMap member(CalibratorWeights weights, int net, Torch torch) {
        return member(weights, net, onEngine(torch));
    }

    private static PersonalMap member(CalibratorWeights weights, int net, Engine network) {
        NetworkShape shape = weights.shape(net);
        boolean closed = shape.architecture() == NetworkShape.Architecture.CLOSED_FORM;
        float[] parameters = weights.nets().get(net);
        LeaveOneOut guard = weights.guarded() ? LeaveOneOut.guard() : LeaveOneOut.none();
        return closed ? new ClosedForm(shape, parameters, guard) : network.run(shape, parameters, guard);
    }

    @Override
    public List<Prediction> predict(AnnotationTable table, List<Query> queries) {
        int[] scorers = weights.scorers().stream().mapToInt(table::scorer).toArray();
        List<Map<Integer, UserState.Element>> elements = elements(table, scorers, queries);
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < queries.size(); from += BATCH) {
            predictions.addAll(
                    batch(table, scorers, elements, queries.subList(from, Math.min(queries.size(), from + BATCH))));
        }
        return predictions;
    }

    public CalibratorWeights weights() {
        return weights;
    }

    /** What these annotations say about whoever made them. */
    public PersonState state(List<Annotated> annotations) {
        float[] inputs = inputs(annotations.stream().map(Annotated::scores).toList());
        List<Targets> targets = annotations.stream().map(one -> Targets.of(one.ratings(), weights.levelScales())).toList();
        List<UserState> byNet = new ArrayList<>();
        for (PersonalMap net : nets) {
            UserState state = new UserState(weights.shape());
            int size = features.size();
            for (int from = 0; from < targets.size(); from += BATCH) {
                int to = Math.min(targets.size(), from + BATCH);
                net.elements(Arrays.copyOfRange(inputs, from * size, to * size), targets.subList(from, to)).forEach(state::add);
            }
            byNet.add(state);
        }
        return new PersonState(byNet);
    }

    /** What {@link PersonState#toBytes} made; empty if it was made by a calibrator of another shape. */
    public Optional<PersonState> state(byte[] kept) {
        return PersonState.parse(kept, weights.shape(), nets.size());
    }

    /**
     * How one person would rate posts. The answer for a post does not depend on the others.
     *
     * @param posts for each post and scorer one number in [0, 6] for each value, NaN where missing
     * @param answered the person's questionnaire answers as they were given; empty if there are none
     * @throws IllegalStateException if the networks answer with numbers that are not finite
     */
    public List<ExpectedRatings> expect(List<double[][]> posts, PersonState state, float[] answered) {
        if (state.byNet().size() != nets.size()) {
            throw new IllegalArgumentException("the state is another calibrator's");
        }
        if (posts.isEmpty()) {
            return List.of();
        }
        float[] inputs = inputs(posts);
        float[] standard = answers.standardised(answered);
        float[] given = new float[posts.size() * standard.length];
        for (int i = 0; i < posts.size(); i++) {
            System.arraycopy(standard, 0, given, i * standard.length, standard.length);
        }
        List<float[]> above = new ArrayList<>();
        double trust = 0;
        for (int n = 0; n < nets.size(); n++) {
            above.add(nets.get(n).above(inputs, state.byNet().get(n), given, posts.size()));
            trust += weights.share(n) * nets.get(n).trust(state.byNet().get(n), standard);
        }
        ServedMeans served = new ServedMeans(weights, state, trust);
        List<ExpectedRatings> expected = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            expected.add(served.of(above, i));
        }
        return expected;
    }

    @Override
    public void close() {
        nets.forEach(PersonalMap::close);
    }

    private List<Map<Integer, UserState.Element>> elements(AnnotationTable table, int[] scorers, List<Query> queries) {
        Set<Integer> wanted = new LinkedHashSet<>();
        queries.forEach(query -> Arrays.stream(query.support())
                .filter(row -> TrainingRows.scored(table, scorers, row))
                .forEach(wanted::add));
        List<Integer> rows = List.copyOf(wanted);
        List<Map<Integer, UserState.Element>> byNet = new ArrayList<>();
        for (PersonalMap net : nets) {
            Map<Integer, UserState.Element> byRow = new HashMap<>();
            for (int from = 0; from < rows.size(); from += BATCH) {
                List<Integer> some = rows.subList(from, Math.min(rows.size(), from + BATCH));
                List<Targets> targets = some.stream()
                        .map(row -> Targets.of(table.ratings(row), weights.levelScales()))
                        .toList();
                List<UserState.Element> found =
                        net.elements(inputs(table, scorers, some.stream().mapToInt(row -> row).toArray()), targets);
                for (int i = 0; i < some.size(); i++) {
                    byRow.put(some.get(i), found.get(i));
                }
            }
            byNet.add(byRow);
        }
        return byNet;
    }

    private List<Prediction> batch(
            AnnotationTable table, int[] scorers, List<Map<Integer, UserState.Element>> elements, List<Query> queries) {
        float[] inputs = inputs(table, scorers, queries.stream().mapToInt(Query::row).toArray());
        float[] given = given(table, queries);
        int outputs = weights.shape().outputs();
        double[] sum = new double[queries.size() * outputs];
        double[] above = new double[queries.size() * weights.shape().values() * NetworkShape.THRESHOLDS];
        for (int n = 0; n < nets.size(); n++) {
            Map<Integer, UserState.Element> byRow = elements.get(n);
            List<UserState> states = new ArrayList<>();
            for (Query query : queries) {
                UserState state = new UserState(weights.shape());
                for (int row : query.support()) {
                    UserState.Element element = byRow.get(row);
                    if (element != null) {
                        state.add(element);
                    }
                }
                states.add(state);
            }
            PersonalMap.Outputs answer = nets.get(n).personal(inputs, states, given);
            double share = weights.share(n);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += share * answer.outputs()[i];
            }
            for (int i = 0; i < above.length; i++) {
                above[i] += share * answer.above()[i];
            }
        }
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            predictions.add(prediction(sum, above, i));
        }
        return predictions;
    }

    private Prediction prediction(double[] outputs, double[] above, int at) {
        int values = weights.shape().values();
        double[] order = new double[values];
        double[] mean = new double[values];
        double[][] shares = new double[values][NetworkShape.THRESHOLDS];
        for (int v = 0; v < values; v++) {
            double share = 1;
            for (int c = 0; c < NetworkShape.THRESHOLDS; c++) {
                // Thresholds are learnt one by one; a larger rating is never more likely than a smaller one.
                share = Math.min(share, above[(at * values + v) * NetworkShape.THRESHOLDS + c]);
                shares[v][c] = share;
                mean[v] += share;
            }
            order[v] = outputs[at * 3 * values + v] + EXPECTED_IN_ORDER * mean[v];
        }
        return new Prediction(order, mean, shares);
    }

    private float[] inputs(AnnotationTable table, int[] scorers, int[] rows) {
        float[] inputs = new float[rows.length * features.size()];
        for (int i = 0; i < rows.length; i++) {
            float[] one = features.of(Features.scores(table, scorers, rows[i]));
            System.arraycopy(one, 0, inputs, i * one.length, one.length);
        }
        return inputs;
    }

    private float[] inputs(List<double[][]> posts) {
        float[] inputs = new float[posts.size() * features.size()];
        for (int i = 0; i < posts.size(); i++) {
            float[] one = features.of(posts.get(i));
            System.arraycopy(one, 0, inputs, i * one.length, one.length);
        }
        return inputs;
    }

    private float[] given(AnnotationTable table, List<Query> queries) {
        int questions = weights.shape().questions();
        float[] given = new float[queries.size() * questions];
        for (int i = 0; i < queries.size() && questions > 0; i++) {
            float[] answered = answers.of(table, table.person(queries.get(i).row()));
            System.arraycopy(answered, 0, given, i * questions, answered.length);
        }
        return given;
    }
}
