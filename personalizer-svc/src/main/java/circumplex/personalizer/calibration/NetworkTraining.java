package circumplex.personalizer.calibration;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Trains one network, step by step. The same rows, spec and seed give the same parameters to the bit on one machine. */
final class NetworkTraining {

    private final TrainingRows rows;
    private final TrainingSpec spec;
    private final NetworkShape shape;
    private final SplittableRandom random;
    private final OneCycle schedule;
    private final AdamW optimiser;
    private final float[] parameters;
    private final int[] order;
    private final int steps;
    private int step;
    private int next;
    private double loss;

    NetworkTraining(TrainingRows rows, TrainingSpec spec, NetworkShape shape, long seed) {
        this.rows = rows;
        this.spec = spec;
        this.shape = shape;
        random = new SplittableRandom(seed);
        steps = spec.steps(rows.people.length);
        schedule = new OneCycle(spec.rate(), 0.15, steps);
        parameters = InitialParameters.of(shape, rows, random.split());
        optimiser = new AdamW(decay());
        order = new int[rows.people.length];
        Arrays.setAll(order, i -> i);
        next = order.length;
    }

    boolean done() {
        return step == steps;
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

    /** One step of the optimiser on the next people. */
    void advance(NDManager manager) {
        Episode episode = new Episode(rows, spec, shape, nextPeople(), random);
        try (NDManager scope = manager.newSubManager()) {
            NDArray vector = scope.create(parameters);
            vector.setRequiresGradient(true);
            Episode.Tensors tensors = episode.tensors(scope);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray value = loss(new CalibratorGraph(shape, vector), episode, tensors);
                collector.backward(value);
                loss = value.getFloat();
            }
            if (!Double.isFinite(loss)) {
                throw new ArithmeticException("the loss of step " + step + " is not finite");
            }
            optimiser.step(parameters, vector.getGradient().toFloatArray(), schedule.rate(step), schedule.momentum(step));
        }
        step++;
    }

    private NDArray loss(CalibratorGraph graph, Episode episode, Episode.Tensors tensors) {
        CalibratorGraph.Population population = graph.population(tensors.features(), tensors.dropout());
        CalibratorGraph.Elements elements =
                graph.elements(population.outputs().stopGradient(), tensors.observed());
        CalibratorGraph.Known known = new CalibratorGraph.Known(
                sums(episode, tensors.known(), elements.codes()),
                sums(episode, tensors.known(), elements.residuals()),
                tensors.known().reshape(-1, episode.width()).sum(new int[] {1}, true),
                sums(episode, tensors.known(), behind(tensors.observed())));
        NDArray outputs = graph.personal(population, known, tensors.answers());
        NDArray value = loss(graph, tensors, outputs);
        return spec.populationWeight() == 0
                ? value
                : value.add(loss(graph, tensors, population.outputs()).mul((float) spec.populationWeight()));
    }

    /** How many ratings are behind each residual. */
    private static NDArray behind(CalibratorGraph.Observed observed) {
        return observed.ranked().concat(observed.rated(), 1).concat(observed.rated(), 1);
    }

    private static NDArray sums(Episode episode, NDArray known, NDArray each) {
        long columns = each.getShape().get(1);
        return known.batchMatMul(each.reshape(new Shape(episode.people(), episode.width(), columns))).reshape(-1, columns);
    }

    private NDArray loss(CalibratorGraph graph, Episode.Tensors tensors, NDArray outputs) {
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
        return ranks.add(ordinal.mul((float) spec.ordinalWeight())).add(levels.mul((float) spec.levelWeight()));
    }

    /** The next people of the current pass; a new pass begins with a new order. */
    private int[] nextPeople() {
        int each = Math.max(1, (order.length + spec.people() / 2) / spec.people());
        int size = (order.length + each - 1) / each;
        if (next >= order.length) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            next = 0;
        }
        int[] people = Arrays.copyOfRange(order, next, Math.min(order.length, next + size));
        next += size;
        return people;
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
