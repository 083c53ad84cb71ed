package circumplex.classifier.embedded.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import circumplex.classifier.embedded.ScoringNetwork;
import circumplex.model.engine.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Trains the {@link ScoringNetwork} on sums that the rows were not fitted to. It begins as the mean of the columns that belong to a value,
 * with hidden units that say nothing, and learns what values say of each other. AdamW on class-balanced cross-entropy; several seeds, whose
 * hidden units stand side by side in the result.
 */
final class NetworkTraining {

    /** Of one seed. */
    static final int HIDDEN = 32;

    private static final int EPOCHS = 12;
    private static final int BATCH = 256;
    private static final float RATE = 2e-3f;
    private static final float DECAY = 0.1f;
    private static final float DROPOUT = 0.2f;

    private final Torch torch;
    private final float[][] sums;
    private final boolean[][] labels;
    private final int columns;
    private final int values;

    NetworkTraining(Torch torch, float[][] sums, boolean[][] labels) {
        this.torch = torch;
        this.sums = sums;
        this.labels = labels;
        this.columns = sums[0].length;
        this.values = labels[0].length;
    }

    /** @param chosen the examples to learn from */
    ScoringNetwork.Weights fit(int[] chosen, long... seeds) throws InterruptedException {
        float[] mean = new float[columns];
        float[] spread = new float[columns];
        moments(chosen, mean, spread);
        int hidden = HIDDEN * seeds.length;
        Map<String, float[]> all = new HashMap<>(Map.of(
                "mean", mean,
                "spread", spread,
                "direct", new float[columns * values],
                "inner", new float[columns * hidden],
                "inner_bias", new float[hidden],
                "outer", new float[hidden * values],
                "bias", new float[values]));
        for (int s = 0; s < seeds.length; s++) {
            long seed = seeds[s];
            List<float[]> one = torch.call(arrays -> train(arrays, chosen, mean, spread, seed));
            add(all, "direct", one.get(0), seeds.length);
            add(all, "outer", s * HIDDEN * values, one.get(3), seeds.length);
            add(all, "bias", one.get(4), seeds.length);
            for (int c = 0; c < columns; c++) {
                System.arraycopy(one.get(1), c * HIDDEN, all.get("inner"), c * hidden + s * HIDDEN, HIDDEN);
            }
            System.arraycopy(one.get(2), 0, all.get("inner_bias"), s * HIDDEN, HIDDEN);
        }
        return new ScoringNetwork.Weights(Map.copyOf(all), columns, hidden, values);
    }

    /** Direct, inner, inner bias, outer, bias. */
    private List<float[]> train(NDManager arrays, int[] chosen, float[] mean, float[] spread, long seed) {
        Random random = new Random(seed);
        List<NDArray> weights = List.of(
                arrays.create(meanOfOwnColumns(), new Shape(columns, values)),
                arrays.create(uniform(columns * HIDDEN, 1 / Math.sqrt(columns), random), new Shape(columns, HIDDEN)),
                arrays.zeros(new Shape(1, HIDDEN)),
                arrays.zeros(new Shape(HIDDEN, values)),
                arrays.zeros(new Shape(1, values)));
        weights.forEach(weight -> weight.setRequiresGradient(true));
        List<NDArray> first = new ArrayList<>(weights.stream().map(weight -> arrays.zeros(weight.getShape())).toList());
        List<NDArray> second = new ArrayList<>(weights.stream().map(weight -> arrays.zeros(weight.getShape())).toList());
        int[] order = chosen.clone();
        float[] classWeights = classWeights(chosen);
        int steps = EPOCHS * ((order.length + BATCH - 1) / BATCH);
        int step = 0;
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            for (int from = 0; from < order.length; from += BATCH) {
                int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
                step++;
                // Falls to zero along a half cosine.
                float rate = (float) (RATE * (1 + Math.cos(Math.PI * step / steps)) / 2);
                try (NDManager scratch = arrays.newSubManager()) {
                    step(scratch, batch, weights, first, second, mean, spread, classWeights, random, rate, step);
                }
            }
        }
        return weights.stream().map(NDArray::toFloatArray).toList();
    }

    private void step(
            NDManager scratch,
            int[] batch,
            List<NDArray> weights,
            List<NDArray> first,
            List<NDArray> second,
            float[] mean,
            float[] spread,
            float[] classWeights,
            Random random,
            float rate,
            int step) {
        int n = batch.length;
        float[] x = new float[n * columns];
        float[] y = new float[n * values];
        float[] importance = new float[n * values];
        for (int b = 0; b < n; b++) {
            for (int c = 0; c < columns; c++) {
                x[b * columns + c] = (sums[batch[b]][c] - mean[c]) / spread[c];
            }
            for (int v = 0; v < values; v++) {
                boolean labelled = labels[batch[b]][v];
                y[b * values + v] = labelled ? 1 : 0;
                importance[b * values + v] = classWeights[labelled ? values + v : v];
            }
        }
        float[] keep = new float[n * HIDDEN];
        for (int i = 0; i < keep.length; i++) {
            keep[i] = random.nextFloat() < DROPOUT ? 0 : 1 / (1 - DROPOUT);
        }
        NDArray in = scratch.create(x, new Shape(n, columns));
        NDArray labelled = scratch.create(y, new Shape(n, values));
        NDArray weight = scratch.create(importance, new Shape(n, values));
        NDArray kept = scratch.create(keep, new Shape(n, HIDDEN));
        // An array of its own: the memory of a number that is given to the engine may be gone when the gradient needs it.
        NDArray zero = scratch.create(0f);
        try (GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDList inScratch = new NDList(weights);
            inScratch.tempAttach(scratch);
            NDArray hidden = in.matMul(weights.get(1)).add(weights.get(2)).tanh().mul(kept);
            NDArray said = in.matMul(weights.get(0)).add(hidden.matMul(weights.get(3))).add(weights.get(4));
            // log(1 + e^said) − label · said, written so that it cannot overflow.
            NDArray loss = said.maximum(zero).sub(said.mul(labelled)).add(said.abs().neg().exp().add(1).log()).mul(weight).mean();
            gradients.backward(loss);
        }
        float correction = (float) (Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step)));
        for (int i = 0; i < weights.size(); i++) {
            NDArray gradient = weights.get(i).getGradient();
            gradient.attach(scratch);
            first.get(i).muli(0.9f).addi(gradient.mul(0.1f));
            second.get(i).muli(0.999f).addi(gradient.square().mul(0.001f));
            NDArray change = first.get(i).div(second.get(i).sqrt().add(1e-8f)).mul(rate * correction);
            change.attach(scratch);
            NDArray plain = weights.get(i).stopGradient();
            plain.attach(scratch);
            if (i == 1 || i == 3) {
                plain.muli(1 - rate * DECAY);
            }
            plain.subi(change);
            gradient.muli(0);
        }
    }

    private float[] meanOfOwnColumns() {
        float[] direct = new float[columns * values];
        for (int c = 0; c < columns; c++) {
            direct[c * values + c % values] = (float) values / columns;
        }
        return direct;
    }

    private static float[] uniform(int n, double most, Random random) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = (float) ((2 * random.nextDouble() - 1) * most);
        }
        return numbers;
    }

    private float[] classWeights(int[] chosen) {
        float[] weights = new float[2 * values];
        for (int v = 0; v < values; v++) {
            int labelled = 0;
            for (int i : chosen) {
                labelled += labels[i][v] ? 1 : 0;
            }
            weights[v] = chosen.length / (2f * Math.max(1, chosen.length - labelled));
            weights[values + v] = chosen.length / (2f * Math.max(1, labelled));
        }
        return weights;
    }

    private void moments(int[] chosen, float[] mean, float[] spread) {
        for (int c = 0; c < columns; c++) {
            double sum = 0;
            double squares = 0;
            for (int i : chosen) {
                sum += sums[i][c];
                squares += (double) sums[i][c] * sums[i][c];
            }
            mean[c] = (float) (sum / chosen.length);
            spread[c] = (float) Math.sqrt(Math.max(1e-12, squares / chosen.length - (sum / chosen.length) * (sum / chosen.length)));
        }
    }

    private static void add(Map<String, float[]> all, String name, float[] part, int parts) {
        add(all, name, 0, part, parts);
    }

    private static void add(Map<String, float[]> all, String name, int at, float[] part, int parts) {
        float[] whole = all.get(name);
        for (int i = 0; whole != null && i < part.length; i++) {
            whole[at + i] += part[i] / parts;
        }
    }
}
