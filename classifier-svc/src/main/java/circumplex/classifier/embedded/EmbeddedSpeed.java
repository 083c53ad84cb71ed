package circumplex.classifier.embedded;

import circumplex.classifier.text.PostText;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.values.ValueSets;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Prints how many posts of 240 characters, in batches of 200, the model that ships scores in a second of processor time: read and scored,
 * and scored alone. The median of rounds of a second, after a warm-up. For {@code ./circumplex bench classifier}.
 */
public final class EmbeddedSpeed {

    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
    private static final int POSTS = 200;
    private static final int LENGTH = 240;
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final String WORDS =
            " on a long walk along the river with friends who help each other, and then home to cook for everybody in the street before the"
                    + " rain comes; tomorrow again, because it was good for all of us and cost nothing at all, or so we said when #spring came";

    private EmbeddedSpeed() {}

    public static void main(String[] args) throws EngineUnavailable, InterruptedException {
        try (Torch torch = Torch.start();
                EmbeddedScorer scorer = new EmbeddedScorer(EmbeddedModel.shipped(ValueSets.all().defaultSet()).orElseThrow(), torch)) {
            List<String> posts = IntStream.range(0, POSTS).mapToObj(i -> ("Number " + i * 7_919 + WORDS).substring(0, LENGTH)).toList();
            double both = perSecond(() -> scorer.scoreAll("", posts.stream().map(PostText::read).toList()));
            List<PostText> read = posts.stream().map(PostText::read).toList();
            double alone = perSecond(() -> scorer.scoreAll("", read));
            System.out.printf(Locale.ROOT, "%.0f %.0f%n", both, alone);
        }
    }

    private interface Batch {
        void run() throws InterruptedException;
    }

    private static double perSecond(Batch batch) throws InterruptedException {
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREAD.getCurrentThreadCpuTime();
            long posts = 0;
            for (; THREAD.getCurrentThreadCpuTime() - start < ROUND_NANOS; posts += POSTS) {
                batch.run();
            }
            rounds[round] = posts * 1e9 / (THREAD.getCurrentThreadCpuTime() - start);
        }
        double[] warm = Arrays.copyOfRange(rounds, 2, ROUNDS);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
