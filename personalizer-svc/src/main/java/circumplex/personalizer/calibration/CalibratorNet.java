package circumplex.personalizer.calibration;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** One trained network, ready to be asked. Safe for concurrent calls; each frees what it allocates before it returns. */
final class CalibratorNet implements AutoCloseable {

    private final NetworkShape shape;
    private final NDManager manager;
    private final NDArray parameters;

    CalibratorNet(NetworkShape shape, float[] parameters) {
        this.shape = shape;
        manager = NDManager.newBaseManager("PyTorch");
        this.parameters = manager.create(parameters);
    }

    /** Outputs of one network: ranks and levels by value, and P(rating &gt; c) by value and threshold. */
    @SuppressWarnings("ArrayRecordComponent")
    record Outputs(float[] outputs, float[] above) {}

    /** What annotations with these features and ratings say about whoever made them. */
    List<UserState.Element> elements(float[] features, List<Targets> annotations) {
        int count = annotations.size();
        int values = shape.values();
        float[] ranks = new float[count * values];
        float[] present = new float[count * values];
        float[] levels = new float[count * values];
        float[] rated = new float[count * values];
        float[] ranked = new float[count * values];
        for (int i = 0; i < count; i++) {
            Targets targets = annotations.get(i);
            for (int v = 0; v < values; v++) {
                int at = i * values + v;
                ranks[at] = targets.ranks()[v];
                present[at] = targets.present(v);
                levels[at] = targets.levels()[v];
                rated[at] = targets.rated()[v];
                ranked[at] = targets.ranked() ? rated[at] : 0;
            }
        }
        try (NDManager scope = manager.newSubManager()) {
            CalibratorGraph graph = graph(scope);
            NDArray inputs = CalibratorGraph.matrix(scope, features, count, shape.inputs());
            CalibratorGraph.Elements elements = graph.elements(
                    graph.population(inputs).outputs(),
                    new CalibratorGraph.Observed(
                            CalibratorGraph.matrix(scope, ranks, count, values),
                            CalibratorGraph.matrix(scope, present, count, values),
                            CalibratorGraph.matrix(scope, levels, count, values),
                            CalibratorGraph.matrix(scope, rated, count, values),
                            CalibratorGraph.matrix(scope, ranked, count, values)));
            float[] codes = elements.codes().toFloatArray();
            float[] residuals = elements.residuals().toFloatArray();
            List<UserState.Element> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                float[] behind = new float[shape.outputs()];
                System.arraycopy(ranked, i * values, behind, 0, values);
                System.arraycopy(rated, i * values, behind, values, values);
                System.arraycopy(rated, i * values, behind, 2 * values, values);
                list.add(new UserState.Element(
                        slice(codes, i, NetworkShape.ELEMENT), slice(residuals, i, shape.outputs()), behind));
            }
            return list;
        }
    }

    /** @param answers for each post the standardised answers of whoever is asked about, zeros where there are none */
    Outputs personal(float[] features, List<UserState> states, float[] answers) {
        int count = states.size();
        float[] codes = new float[count * NetworkShape.ELEMENT];
        float[] residuals = new float[count * shape.outputs()];
        float[] ratings = new float[count * shape.outputs()];
        float[] annotations = new float[count];
        for (int i = 0; i < count; i++) {
            states.get(i).write(codes, residuals, ratings, annotations, i);
        }
        try (NDManager scope = manager.newSubManager()) {
            CalibratorGraph graph = graph(scope);
            CalibratorGraph.Population population =
                    graph.population(CalibratorGraph.matrix(scope, features, count, shape.inputs()));
            CalibratorGraph.Known known = new CalibratorGraph.Known(
                    CalibratorGraph.matrix(scope, codes, count, NetworkShape.ELEMENT),
                    CalibratorGraph.matrix(scope, residuals, count, shape.outputs()),
                    CalibratorGraph.matrix(scope, annotations, count, 1),
                    CalibratorGraph.matrix(scope, ratings, count, shape.outputs()));
            NDArray given = shape.questions() == 0
                    ? scope.zeros(new ai.djl.ndarray.types.Shape(count, 1))
                    : CalibratorGraph.matrix(scope, answers, count, shape.questions());
            return outputs(graph, graph.personal(population, known, given));
        }
    }

    /** The answers for a person of whom nothing is known: the population map. */
    Outputs population(float[] features, int count) {
        try (NDManager scope = manager.newSubManager()) {
            CalibratorGraph graph = graph(scope);
            return outputs(
                    graph, graph.population(CalibratorGraph.matrix(scope, features, count, shape.inputs())).outputs());
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    private Outputs outputs(CalibratorGraph graph, NDArray outputs) {
        return new Outputs(
                outputs.toFloatArray(),
                ai.djl.nn.Activation.sigmoid(graph.logits(outputs)).toFloatArray());
    }

    /** A view of the parameters whose derived arrays belong to the call. */
    private CalibratorGraph graph(NDManager scope) {
        NDArray view = parameters.duplicate();
        view.attach(scope);
        return new CalibratorGraph(shape, view);
    }

    private static float[] slice(float[] numbers, int at, int size) {
        float[] slice = new float[size];
        System.arraycopy(numbers, at * size, slice, 0, size);
        return slice;
    }
}
