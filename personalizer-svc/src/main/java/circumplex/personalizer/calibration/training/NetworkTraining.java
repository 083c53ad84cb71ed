package circumplex.personalizer.calibration.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.map.NetworkShape;
import circumplex.personalizer.calibration.map.TrainingRows;
import circumplex.personalizer.calibration.network.CalibratorNetwork;
import circumplex.personalizer.statistics.StableHash;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/** Trains one network, step by step. The same rows, spec and seed give the same parameters to the bit on one machine. */
final class NetworkTraining {

    /** The engine follows one gradient at a time, whoever asks. Held as long as a step has arrays; episodes are drawn beside it. */
    private static final ReentrantLock GRADIENTS = new ReentrantLock();

    private final TrainingRows rows;
    private final TrainingSpec spec;
    private final NetworkShape shape;
    private final long seed;
    private final OneCycle schedule;
    private final AdamW optimiser;
    private final float[] parameters;
    private final int steps;
    private int step;
    private double loss;

    NetworkTraining(TrainingRows rows, TrainingSpec spec, NetworkShape shape, long seed) {
        this.rows = rows;
        this.spec = spec;
        this.shape = shape;
        this.seed = seed;
        steps = spec.steps(rows.people.length);
        schedule = new OneCycle(spec.rate(), 0.15, steps);
        parameters = InitialParameters.of(shape, rows, new SplittableRandom(seed));
        optimiser = new AdamW(decay());
    }

    /**
     * Where a run stands: enough to go on as if it had never stopped, because every step draws from the seed and its own number.
     *
     * @param step how many steps are done
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Checkpoint(int step, float[] parameters, float[] firstMoments, float[] secondMoments) {}

    Checkpoint checkpoint() {
        return new Checkpoint(step, parameters.clone(), optimiser.firstMoments(), optimiser.secondMoments());
    }

    void resume(Checkpoint from) {
        System.arraycopy(from.parameters(), 0, parameters, 0, parameters.length);
        double[] momenta = new double[from.step()];
        Arrays.setAll(momenta, schedule::momentum);
        optimiser.restore(from.firstMoments(), from.secondMoments(), momenta);
        step = from.step();
    }

    boolean done() {
        return step == steps;
    }

    NetworkShape shape() {
        return shape;
    }

    int step() {
        return step;
    }

    int steps() {
        return steps;
    }

    /** The loss of the last step. */
    double loss() {
        return loss;
    }

    float[] parameters() {
        return parameters.clone();
    }

    /**
     * One step of the optimiser on the next people.
     *
     * @throws InterruptedException if the thread is interrupted while it waits for the engine; the step is not done then
     */
    void advance(Torch torch) throws InterruptedException {
        EpisodeTraining episode =
                new EpisodeTraining(rows, spec, shape, people(), new SplittableRandom(StableHash.of(seed, "step", "" + step)));
        float[] gradient = gradient(torch, episode);
        if (!finite(gradient)) {
            throw new ArithmeticException("the loss of step " + step + " is not finite");
        }
        optimiser.step(parameters, gradient, schedule.rate(step), schedule.momentum(step));
        step++;
    }

    private float[] gradient(Torch torch, EpisodeTraining episode) throws InterruptedException {
        GRADIENTS.lockInterruptibly();
        try {
            return torch.call(arrays -> gradient(arrays, episode));
        } finally {
            GRADIENTS.unlock();
        }
    }

    private boolean finite(float[] gradient) {
        double sum = loss;
        for (float slope : gradient) {
            sum += slope;
        }
        return Double.isFinite(sum);
    }

    private float[] gradient(NDManager arrays, EpisodeTraining episode) {
        NDArray vector = CalibratorNetwork.aligned(arrays.create(parameters));
        vector.setRequiresGradient(true);
        EpisodeTraining.Tensors tensors = episode.tensors(arrays);
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray value = loss(new CalibratorNetwork(shape, vector), episode, tensors);
            collector.backward(value);
            loss = value.getFloat();
            return vector.getGradient().toFloatArray();
        }
    }

    private NDArray loss(CalibratorNetwork graph, EpisodeTraining episode, EpisodeTraining.Tensors tensors) {
        CalibratorNetwork.Population population = graph.population(tensors.features(), tensors.dropout());
        CalibratorNetwork.Elements elements =
                graph.elements(population.outputs().stopGradient(), tensors.observed());
        CalibratorNetwork.Known known = new CalibratorNetwork.Known(
                sums(episode, tensors.known(), elements.codes()),
                sums(episode, tensors.known(), elements.residuals()),
                tensors.known().reshape(-1, episode.width()).sum(new int[] {1}, true),
                sums(episode, tensors.known(), behind(tensors.observed())));
        NDArray outputs = graph.personal(population, known, tensors.answers());
        NDArray value = loss(graph, tensors, outputs);
        return spec.populationWeight() == 0 ? value : value.add(times(loss(graph, tensors, population.outputs()), spec.populationWeight()));
    }

    /**
     * A product with a number, in memory of the engine. {@code mul(float)} gives it a number in memory of Java, which is free for others
     * when the call returns, and the engine reads it again when it follows the gradient: after a garbage collection there is anything.
     */
    static NDArray times(NDArray loss, double weight) {
        return loss.mul(CalibratorNetwork.aligned(loss.getManager().create((float) weight)));
    }

    /** How many ratings are behind each residual. */
    private static NDArray behind(CalibratorNetwork.Observed observed) {
        return observed.ranked().concat(observed.rated(), 1).concat(observed.rated(), 1);
    }

    private static NDArray sums(EpisodeTraining episode, NDArray known, NDArray each) {
        long columns = each.getShape().get(1);
        return known.batchMatMul(each.reshape(new Shape(episode.people(), episode.width(), columns))).reshape(-1, columns);
    }

    private NDArray loss(CalibratorNetwork graph, EpisodeTraining.Tensors tensors, NDArray outputs) {
        NDArray ranks = graph.columns(outputs, 0)
                .sub(tensors.ranks())
                .square()
                .mul(tensors.ranked())
                .sum()
                .div(tensors.ranked().sum().maximum(1));
        NDArray logits = graph.logits(outputs);
        NDArray count = tensors.rated().sum().maximum(1);
        NDArray ordinal = Activation.softPlus(logits)
                .sub(logits.mul(tensors.above()))
                .sum(new int[] {2})
                .mul(tensors.rated())
                .sum()
                .div(count);
        NDArray levels = graph.columns(outputs, 2)
                .sub(tensors.levels())
                .square()
                .mul(tensors.rated())
                .sum()
                .div(count);
        return ranks.add(times(ordinal, spec.ordinalWeight())).add(times(levels, spec.levelWeight()));
    }

    /** The people of this step: each pass over all people has an order of its own. */
    private int[] people() {
        int count = rows.people.length;
        int each = spec.stepsOfAPass(count);
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        SplittableRandom random = new SplittableRandom(StableHash.of(seed, "pass", "" + step / each));
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int at = step % each;
        return Arrays.copyOfRange(order, at * count / each, (at + 1) * count / each);
    }

    private float[] decay() {
        float[] decay = new float[shape.parameters()];
        int at = 0;
        List<NetworkShape.Section> sections = shape.sections();
        for (NetworkShape.Section section : sections) {
            Arrays.fill(decay, at, at + section.size(), section.decays() ? (float) spec.decay() : 0);
            at += section.size();
        }
        return decay;
    }
}
