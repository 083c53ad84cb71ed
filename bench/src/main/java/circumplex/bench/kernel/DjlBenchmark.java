package circumplex.bench.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The same product as somebody would write it with DJL: a matrix of posts by values on PyTorch, and the sums back in Java. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DjlBenchmark {

    private static final int VALUES = 19;
    private static final long SEED = 1;

    /** The feed in the engine's memory, where it is before the clock runs. */
    @State(Scope.Thread)
    public static class Matrix {

        @Param({"500", "10000", "1000000"})
        public int posts;

        private @Nullable Torch torch;
        private @Nullable NDArray scores;
        private @Nullable NDArray weights;

        @Setup
        public void fill() throws EngineUnavailable {
            SplittableRandom random = new SplittableRandom(SEED);
            torch = Torch.start();
            Torch.Arena arena = torch.newArena();
            weights = arena.arrays().create(random(random, VALUES, -1000, 1001), new Shape(VALUES));
            scores = arena.arrays().create(random(random, posts * VALUES, 0, 6001), new Shape(posts, VALUES));
        }

        @TearDown
        public void close() {
            if (torch != null) {
                torch.close();
            }
        }

        float[] sums() {
            if (scores == null || weights == null) {
                throw new IllegalStateException("nothing was filled in");
            }
            try (NDArray sums = scores.matMul(weights)) {
                return sums.toFloatArray();
            }
        }

        private static float[] random(SplittableRandom random, int count, int from, int to) {
            float[] numbers = new float[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = random.nextInt(from, to) / 1000f;
            }
            return numbers;
        }
    }

    @Benchmark
    public float[] djl(Matrix feed) {
        return feed.sums();
    }
}
