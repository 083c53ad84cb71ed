package circumplex.personalizer.calibration;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import circumplex.model.engine.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** One trained network, ready to be asked. Safe for concurrent calls; each frees what it allocates before it returns. */
final class TrainedNetwork implements AutoCloseable {

    private final NetworkShape shape;
    private final Torch torch;
    private final Torch.Arena arena;
    private final NDArray parameters;

    TrainedNetwork(Torch torch, NetworkShape shape, float[] parameters) {
        this.torch = torch;
        this.shape = shape;
        arena = torch.newArena();
        this.parameters = arena.arrays().create(parameters);
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
        return call(scope -> {
            CalibratorNetwork graph = graph(scope);
            NDArray inputs = CalibratorNetwork.matrix(scope, features, count, shape.inputs());
            CalibratorNetwork.Elements elements = graph.elements(
                    graph.population(inputs).outputs(),
                    new CalibratorNetwork.Observed(
                            CalibratorNetwork.matrix(scope, ranks, count, values),
                            CalibratorNetwork.matrix(scope, present, count, values),
                            CalibratorNetwork.matrix(scope, levels, count, values),
                            CalibratorNetwork.matrix(scope, rated, count, values),
                            CalibratorNetwork.matrix(scope, ranked, count, values)));
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
        });
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
        return call(scope -> {
            CalibratorNetwork graph = graph(scope);
            CalibratorNetwork.Population population =
                    graph.population(CalibratorNetwork.matrix(scope, features, count, shape.inputs()));
            CalibratorNetwork.Known known = new CalibratorNetwork.Known(
                    CalibratorNetwork.matrix(scope, codes, count, NetworkShape.ELEMENT),
                    CalibratorNetwork.matrix(scope, residuals, count, shape.outputs()),
                    CalibratorNetwork.matrix(scope, annotations, count, 1),
                    CalibratorNetwork.matrix(scope, ratings, count, shape.outputs()));
            NDArray given = shape.questions() == 0
                    ? scope.zeros(new Shape(count, 1))
                    : CalibratorNetwork.matrix(scope, answers, count, shape.questions());
            return outputs(graph, graph.personal(population, known, given));
        });
    }

    /** The answers for a person of whom nothing is known: the population map. */
    Outputs population(float[] features, int count) {
        return call(scope -> {
            CalibratorNetwork graph = graph(scope);
            return outputs(
                    graph, graph.population(CalibratorNetwork.matrix(scope, features, count, shape.inputs())).outputs());
        });
    }

    @Override
    public void close() {
        arena.close();
    }

    private Outputs outputs(CalibratorNetwork graph, NDArray outputs) {
        return new Outputs(
                outputs.toFloatArray(),
                Activation.sigmoid(graph.logits(outputs)).toFloatArray());
    }

    private <T> T call(Torch.Work<T> work) {
        try {
            return torch.call(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted before the network was asked");
        }
    }

    /** A view of the parameters whose derived arrays belong to the call. */
    private CalibratorNetwork graph(NDManager scope) {
        NDArray view = parameters.duplicate();
        view.attach(scope);
        return new CalibratorNetwork(shape, view);
    }

    private static float[] slice(float[] numbers, int at, int size) {
        float[] slice = new float[size];
        System.arraycopy(numbers, at * size, slice, 0, size);
        return slice;
    }
}
