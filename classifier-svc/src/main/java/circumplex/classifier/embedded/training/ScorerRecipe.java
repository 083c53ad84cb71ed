package circumplex.classifier.embedded.training;

import circumplex.classifier.embedded.RowTable;
import circumplex.classifier.embedded.ScoringNetwork;
import circumplex.classifier.embedded.ValueMap;
import circumplex.model.engine.Torch;
import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
import circumplex.values.ValueSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How a model is made of labelled arguments. What the network, the thresholds and the map learn from are always sums and words about
 * arguments of topics that the part before them was not fitted to.
 *
 * @param bits the table has two to the power of this many rows
 * @param seeds of the rows (the first) and the networks
 */
record ScorerRecipe(ValueSet set, int bits, List<Long> seeds) {

    static final double STRENGTH = 0.3;

    /** Chosen while figures of the validation split were in view, so those are a little too good; see RATIONALE.md. */
    static final double STRENGTH_WITH_RATIOS = 0.03;
    static final int FOLDS = 4;

    static final int BITS = 17;
    static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    /**
     * @param weights of the model
     * @param thresholds of the scores, for the best F1 of each value on the folds
     * @param linear the sums of the folds, whose first columns are plain logistic regression
     */
    record Made(Tensors weights, ScoringNetwork.Weights network, List<Float> thresholds, Fitted linear) {}

    /** Sums of arguments whose topics the rows have not seen, and the rows that have seen all. */
    record Fitted(List<float[]> unseen, Map<String, Tensor> rows) {}

    static ScorerRecipe standard(ValueSet set) {
        return new ScorerRecipe(set, BITS, SEEDS);
    }

    int columns() {
        return 2 * set.size();
    }

    Made make(List<Argument> arguments, Torch torch) throws InterruptedException {
        byte[] rarity = Examples.rarity(arguments, bits);
        Examples examples = Examples.of(arguments, rarity, bits);
        int[] fold = folds(arguments);
        Fitted fitted = rows(examples, rarity, fold);
        float[][] sums = fitted.unseen().toArray(float[][]::new);

        NetworkTraining training = new NetworkTraining(torch, sums, examples.labels());
        long[] networkSeeds = seeds.stream().mapToLong(Long::longValue).toArray();
        float[][] said = new float[sums.length][];
        for (int f = 0; f < FOLDS; f++) {
            say(torch, training.fit(others(fold, f), networkSeeds), sums, of(fold, f), said);
        }
        ScoringNetwork.Weights network = training.fit(IntStream.range(0, sums.length).toArray(), networkSeeds);

        ValueMap map = ValueMapTraining.fit(said, examples.labels());
        Map<String, Tensor> tensors = new TreeMap<>(fitted.rows());
        tensors.putAll(network.pack());
        tensors.putAll(map.pack());
        return new Made(Tensors.of(tensors), network, thresholds(map, said, examples.labels()), fitted);
    }

    private Fitted rows(Examples examples, byte[] rarity, int[] fold) {
        RowTraining training = new RowTraining(examples, 1 << bits);
        float[][] unseen = new float[examples.size()][];
        IntStream.range(0, FOLDS).parallel().forEach(f -> {
            float[][] sums = examples.sums(table(training, others(fold, f)), columns());
            for (int i : of(fold, f)) {
                unseen[i] = sums[i];
            }
        });
        float[] table = table(training, IntStream.range(0, examples.size()).toArray());
        return new Fitted(List.of(unseen), RowTable.pack(bits, columns(), rarity, table));
    }

    /** Logistic regression and the same with ratios, side by side. */
    private float[] table(RowTraining training, int[] chosen) {
        float[] plain = training.fit(chosen, STRENGTH, false, seeds.get(0));
        float[] withRatios = training.fit(chosen, STRENGTH_WITH_RATIOS, true, seeds.get(0));
        int values = set.size();
        float[] table = new float[2 * plain.length];
        for (int row = 0; row < 1 << bits; row++) {
            System.arraycopy(plain, row * values, table, 2 * row * values, values);
            System.arraycopy(withRatios, row * values, table, (2 * row + 1) * values, values);
        }
        return table;
    }

    private static void say(Torch torch, ScoringNetwork.Weights weights, float[][] sums, int[] chosen, float[][] said)
            throws InterruptedException {
        try (ScoringNetwork network = new ScoringNetwork(torch, weights)) {
            for (int i : chosen) {
                said[i] = network.forward(sums[i], 1);
            }
        }
    }

    private static List<Float> thresholds(ValueMap map, float[][] said, boolean[][] labels) {
        return IntStream.range(0, labels[0].length)
                .mapToObj(v -> {
                    float[] scores = Figures.column(said, v);
                    for (int i = 0; i < scores.length; i++) {
                        scores[i] = map.score(v, scores[i]);
                    }
                    return Figures.threshold(scores, Figures.column(labels, v));
                })
                .toList();
    }

    /** By the hash of the topic, so a topic is in one fold whatever else is in the data. */
    static int[] folds(List<Argument> arguments) {
        return arguments.stream()
                .mapToInt(argument -> Math.floorMod((argument.topic().hashCode() * 0x9E3779B9) >>> 8, FOLDS))
                .toArray();
    }

    private static int[] of(int[] fold, int wanted) {
        return IntStream.range(0, fold.length).filter(i -> fold[i] == wanted).toArray();
    }

    private static int[] others(int[] fold, int left) {
        int[] others = IntStream.range(0, fold.length).filter(i -> fold[i] != left).toArray();
        if (others.length == 0 || others.length == fold.length) {
            throw new IllegalArgumentException("arguments of more topics are needed, " + Arrays.stream(fold).distinct().count()
                    + " of " + FOLDS + " folds have any");
        }
        return others;
    }
}
