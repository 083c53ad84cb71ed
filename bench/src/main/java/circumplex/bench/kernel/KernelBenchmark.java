package circumplex.bench.kernel;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.ScoreKernel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Σ w · s of every post, 19 values: the ranker's ints, and floats in several ways.
 *
 * <p>A vector that lies across two cache lines is read twice, so what a kernel costs depends on where its arrays happen to begin. Every
 * iteration has new arrays in other places.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmark {

    private static final int VALUES = 19;
    private static final long SEED = 1;

    /** As the ranker keeps them: one column of thousandths for each value. */
    @State(Scope.Thread)
    public static class Ints {

        @Param({"500", "10000", "1000000"})
        public int posts;

        int[][] columns = new int[0][];
        int[] factors = new int[0];
        int[] sums = new int[0];

        @Setup(Level.Iteration)
        public void fill(Places places) {
            SplittableRandom random = new SplittableRandom(SEED);
            factors = random.ints(VALUES, -1000, 1001).toArray();
            places.next();
            int[][] room = Feed.columns(posts, VALUES + 1);
            columns = Arrays.copyOf(room, VALUES);
            sums = room[VALUES];
            for (int[] column : columns) {
                for (int post = 0; post < posts; post++) {
                    column[post] = random.nextInt(6001);
                }
            }
        }
    }

    /** Where arrays begin: objects of 0 to 7 words between them, so that they come to lie anywhere in a cache line. */
    @State(Scope.Thread)
    public static class Places {

        private final SplittableRandom random = new SplittableRandom(SEED);
        byte[] gap = new byte[0];

        void next() {
            gap = new byte[8 * random.nextInt(8)];
        }
    }

    /** The same numbers in units of the score and of the weight. */
    @State(Scope.Thread)
    public static class Floats {

        float[][] columns = new float[0][];
        float[] factors = new float[0];
        float[] sums = new float[0];

        @Setup(Level.Iteration)
        public void fill(Ints ints, Places places) {
            factors = thousandths(ints.factors, VALUES);
            places.next();
            columns = new float[VALUES][];
            for (int value = 0; value < VALUES; value++) {
                columns[value] = thousandths(ints.columns[value], ints.posts);
            }
            places.next();
            sums = new float[ints.posts];
        }
    }

    /** Floats as long as the ranker's columns, made one after the other like those. */
    @State(Scope.Thread)
    public static class AlignedFloats {

        float[][] columns = new float[0][];
        float[] factors = new float[0];
        float[] sums = new float[0];

        @Setup(Level.Iteration)
        public void fill(Ints ints, Places places) {
            factors = thousandths(ints.factors, VALUES);
            places.next();
            float[][] room = new float[VALUES + 1][ints.sums.length];
            columns = Arrays.copyOf(room, VALUES);
            sums = room[VALUES];
            for (int value = 0; value < VALUES; value++) {
                for (int post = 0; post < ints.posts; post++) {
                    columns[value][post] = ints.columns[value][post] / 1000f;
                }
            }
        }
    }

    /** The same numbers post by post. */
    @State(Scope.Thread)
    public static class Rows {

        float[][] rows = new float[0][];
        float[] factors = new float[0];
        float[] sums = new float[0];

        @Setup(Level.Iteration)
        public void fill(Ints ints) {
            factors = thousandths(ints.factors, VALUES);
            rows = new float[ints.posts][VALUES];
            for (int post = 0; post < ints.posts; post++) {
                for (int value = 0; value < VALUES; value++) {
                    rows[post][value] = ints.columns[value][post] / 1000f;
                }
            }
            sums = new float[ints.posts];
        }
    }

    @Benchmark
    public int[] ranker(Ints feed) {
        ScoreKernel.addUp(feed.columns, feed.factors, feed.sums);
        return feed.sums;
    }

    @Benchmark
    public float[] floats1(Floats feed) {
        FloatKernels.by1(feed.columns, feed.factors, feed.sums);
        return feed.sums;
    }

    @Benchmark
    public float[] floats2(Floats feed) {
        FloatKernels.by2(feed.columns, feed.factors, feed.sums);
        return feed.sums;
    }

    @Benchmark
    public float[] floats4(Floats feed) {
        FloatKernels.by4(feed.columns, feed.factors, feed.sums);
        return feed.sums;
    }

    @Benchmark
    public float[] floats5(Floats feed) {
        FloatKernels.by5(feed.columns, feed.factors, feed.sums);
        return feed.sums;
    }

    @Benchmark
    public float[] floats5aligned(AlignedFloats feed) {
        FloatKernels.by5(feed.columns, feed.factors, feed.sums);
        return feed.sums;
    }

    @Benchmark
    public float[] floats6(Floats feed) {
        FloatKernels.by6(feed.columns, feed.factors, feed.sums);
        return feed.sums;
    }

    @Benchmark
    public float[] floats8(Floats feed) {
        FloatKernels.by8(feed.columns, feed.factors, feed.sums);
        return feed.sums;
    }

    /** The loop that is written first: post after post, value after value. */
    @Benchmark
    public float[] rows(Rows feed) {
        for (int post = 0; post < feed.sums.length; post++) {
            float[] row = feed.rows[post];
            float sum = 0;
            for (int value = 0; value < VALUES; value++) {
                sum += feed.factors[value] * row[value];
            }
            feed.sums[post] = sum;
        }
        return feed.sums;
    }

    private static float[] thousandths(int[] numbers, int count) {
        float[] units = new float[count];
        for (int i = 0; i < units.length; i++) {
            units[i] = numbers[i] / 1000f;
        }
        return units;
    }
}
