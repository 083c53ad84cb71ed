package circumplex.personalizer.calibration.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.map.LeaveOneOut;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.PersonalMap;
import circumplex.personalizer.calibration.map.Targets;
import circumplex.personalizer.calibration.map.UserState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

/** One trained network, ready to be asked. Safe for concurrent calls; each frees what it allocates before it returns. */
public final class TrainedNetwork implements PersonalMap {

    /**
     * Every computation has this many rows, the last ones empty. Products of matrices of one shape are computed in one way, so the
     * answer for a post does not depend, to the last bit, on what it is asked together with.
     */
    private static final int ROWS = 64;

    private final NetworkShape shape;
    private final LeaveOneOut guard;
    private final Torch torch;
    private final Torch.Arena arena;
    private final NDArray parameters;

    public TrainedNetwork(Torch torch, NetworkShape shape, float[] parameters, LeaveOneOut guard) {
        this.torch = torch;
        this.shape = shape;
        this.guard = guard;
        arena = torch.newArena();
        this.parameters = arena.arrays().create(parameters);
    }

    @Override
    public List<UserState.Element> elements(float[] features, List<Targets> annotations) {
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
            float[] codes = new float[count * NetworkShape.ELEMENT];
            float[] residuals = new float[count * shape.outputs()];
            for (int from = 0; from < count; from += ROWS) {
                NDArray inputs = block(scope, features, from, shape.inputs());
                CalibratorNetwork.Elements elements = graph.elements(
                        graph.population(inputs).outputs(),
                        new CalibratorNetwork.Observed(
                                block(scope, ranks, from, values),
                                block(scope, present, from, values),
                                block(scope, levels, from, values),
                                block(scope, rated, from, values),
                                block(scope, ranked, from, values)));
                put(elements.codes(), codes, from, NetworkShape.ELEMENT);
                put(elements.residuals(), residuals, from, shape.outputs());
            }
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

    @Override
    public Outputs personal(float[] features, List<UserState> states, float[] answers) {
        int count = states.size();
        float[] codes = new float[count * NetworkShape.ELEMENT];
        float[] residuals = new float[count * shape.outputs()];
        float[] ratings = new float[count * shape.outputs()];
        float[] annotations = new float[count];
        for (int i = 0; i < count; i++) {
            states.get(i).write(codes, residuals, ratings, annotations, i, (float) guard.trust(states.get(i)));
        }
        return call(scope -> {
            CalibratorNetwork graph = graph(scope);
            return outputs(graph, count, from -> graph.personal(
                    graph.population(block(scope, features, from, shape.inputs())),
                    new CalibratorNetwork.Known(
                            block(scope, codes, from, NetworkShape.ELEMENT),
                            block(scope, residuals, from, shape.outputs()),
                            block(scope, annotations, from, 1),
                            block(scope, ratings, from, shape.outputs())),
                    shape.questions() == 0
                            ? scope.zeros(new Shape(ROWS, 1))
                            : block(scope, answers, from, shape.questions())));
        });
    }

    /** The answers for a person of whom nothing is known: the population map. */
    public Outputs population(float[] features, int count) {
        return call(scope -> {
            CalibratorNetwork graph = graph(scope);
            return outputs(graph, count, from -> graph.population(block(scope, features, from, shape.inputs())).outputs());
        });
    }

    @Override
    public double trust(UserState state, float[] answers) {
        return guard.trust(state);
    }

    @Override
    public void close() {
        arena.close();
    }

    private Outputs outputs(CalibratorNetwork graph, int count, IntFunction<NDArray> block) {
        float[] outputs = new float[count * shape.outputs()];
        int shares = shape.values() * NetworkShape.THRESHOLDS;
        float[] above = new float[count * shares];
        for (int from = 0; from < count; from += ROWS) {
            NDArray answer = block.apply(from);
            put(answer, outputs, from, shape.outputs());
            put(Activation.sigmoid(graph.logits(answer)), above, from, shares);
        }
        return new Outputs(outputs, above);
    }

    /** Rows from {@code from} on, and rows of zeros after the last. */
    private static NDArray block(NDManager scope, float[] numbers, int from, int columns) {
        float[] rows = Arrays.copyOfRange(numbers, from * columns, (from + ROWS) * columns);
        return CalibratorNetwork.matrix(scope, rows, ROWS, columns);
    }

    private static void put(NDArray block, float[] all, int from, int columns) {
        System.arraycopy(block.toFloatArray(), 0, all, from * columns, Math.min(ROWS * columns, all.length - from * columns));
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
