package circumplex.bench.simulation;

import java.util.Random;
import java.util.stream.IntStream;

/** Orders of numbers from 0: whom to show first, and rank correlation for the world to be described with. */
final class Orders {

    private Orders() {}

    /** The greatest first, equal ones as they stand. */
    static int[] descending(double... numbers) {
        return IntStream.range(0, numbers.length)
                .boxed()
                .sorted((a, b) -> Double.compare(numbers[b], numbers[a]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Each order with the same chance (Fisher and Yates). */
    static int[] random(Random random, int size) {
        int[] order = IntStream.range(0, size).toArray();
        for (int last = size - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = order[last];
            order[last] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** Spearman's correlation with mean ranks for equal numbers; NaN if either is constant. */
    static double spearman(double[] a, double[] b) {
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (a.length - 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? Double.NaN : xy / StrictMath.sqrt(xx * yy);
    }

    private static double[] ranks(double... numbers) {
        int[] order = descending(numbers);
        double[] ranks = new double[numbers.length];
        for (int first = 0; first < order.length; ) {
            int end = first + 1;
            while (end < order.length && Double.compare(numbers[order[end]], numbers[order[first]]) == 0) {
                end++;
            }
            for (int place = first; place < end; place++) {
                ranks[order[place]] = (first + end - 1) / 2.0;
            }
            first = end;
        }
        return ranks;
    }
}
