package circumplex.classifier.embedded.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How well numbers tell labelled texts apart, value by value. */
final class Figures {

    private Figures() {}

    /** The chance that a labelled text has a larger number than one without the label; ties count half. .5 if either is missing. */
    static double auc(float[] numbers, boolean[] labelled) {
        Integer[] order = IntStream.range(0, numbers.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparing(i -> numbers[i]));
        double ranks = 0;
        double positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int found = 0;
            while (to < order.length && numbers[order[to]] == numbers[order[from]]) {
                found += labelled[order[to++]] ? 1 : 0;
            }
            ranks += found * (from + to + 1) / 2.0;
            positives += found;
            from = to;
        }
        double pairs = positives * (numbers.length - positives);
        return pairs == 0 ? 0.5 : (ranks - positives * (positives + 1) / 2) / pairs;
    }

    /** F1 of saying that the value is there from {@code threshold} on; 0 if nothing is found. */
    static double f1(float[] numbers, boolean[] labelled, float threshold) {
        int found = 0;
        int wrong = 0;
        for (int i = 0; i < numbers.length; i++) {
            found += numbers[i] >= threshold && labelled[i] ? 1 : 0;
            wrong += numbers[i] >= threshold != labelled[i] ? 1 : 0;
        }
        return found == 0 ? 0 : 2.0 * found / (2.0 * found + wrong);
    }

    /** The threshold of the best F1 among 200 quantiles. */
    static float threshold(float[] numbers, boolean[] labelled) {
        float[] sorted = numbers.clone();
        Arrays.sort(sorted);
        float best = sorted[0];
        double most = -1;
        for (int q = 0; q < 200; q++) {
            float threshold = sorted[(int) ((long) sorted.length * q / 200)];
            double f1 = f1(numbers, labelled, threshold);
            if (f1 > most) {
                most = f1;
                best = threshold;
            }
        }
        return best;
    }

    static float[] column(float[][] numbers, int column) {
        float[] each = new float[numbers.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = numbers[i][column];
        }
        return each;
    }

    static boolean[] column(boolean[][] labels, int column) {
        boolean[] each = new boolean[labels.length];
        for (int i = 0; i < each.length; i++) {
            each[i] = labels[i][column];
        }
        return each;
    }
}
