package circumplex.bench.kernel;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.ScoreKernel;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.order.Order;
import circumplex.ranker.order.ScoreOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From scores and weights to an order, with the sort: 200 posts and 19 values. A feed is never the one before, so that no branch is learnt. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RankStepBenchmark {

    static final int POSTS = 200;

    private static final int VALUES = 19;

    /** Different feeds and weights, in turn. */
    @State(Scope.Thread)
    public static class Feeds {

        private static final int COUNT = 256;

        private final Feed[] feeds = new Feed[COUNT];
        private final Weights[] weights = new Weights[COUNT];
        private int next;

        @Setup
        public void fill() {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < COUNT; i++) {
                Feed.Builder feed = new Feed.Builder(POSTS, VALUES);
                for (int post = 0; post < POSTS; post++) {
                    feed.scores(post, random.ints(VALUES, 0, 6001).toArray());
                }
                feeds[i] = feed.build();
                weights[i] = Weights.of(random.ints(VALUES, -1000, 1001).toArray());
            }
        }
    }

    @Benchmark
    public Order rankStep(Feeds all) {
        int i = all.next++ % Feeds.COUNT;
        return ScoreOrder.of(ScoreKernel.score(all.feeds[i], all.weights[i]));
    }
}
