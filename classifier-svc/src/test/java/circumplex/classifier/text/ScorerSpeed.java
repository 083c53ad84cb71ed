package circumplex.classifier.text;

import circumplex.classifier.text.lexicon.LexiconScorer;
import circumplex.values.ValueSets;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Prints how many posts of 240 characters one thread reads, keys, tells the language of and scores in a second of
 * processor time: the median of rounds of one second, after a warm-up. The posts are made of the gold posts, so they hold more evidence than real ones.
 */
final class ScorerSpeed {

    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
    private static final int LENGTH = 240;
    private static final int ROUNDS = 11;
    private static final LexiconScorer SCORER = LexiconScorer.of(ValueSets.all().defaultSet()).orElseThrow();

    private ScorerSpeed() {}

    public static void main(String[] args) {
        List<String> posts = posts(new Random(1));
        measure("normalise", posts, text -> TextNormaliser.normalise(text).length());
        List<String> normal = posts.stream().map(TextNormaliser::normalise).toList();
        measure("split", normal, text -> Tokeniser.split(text).size());
        measure("key", normal, text -> ContentKey.of(text).hex().length());
        measure("read (normalise, key, language)", posts, text -> PostText.read(text).language().length());
        measure("read and score", posts, text -> Math.round(SCORER.score("", PostText.read(text)).scores().get(0)));
    }

    private static void measure(String what, List<String> posts, ToIntFunction<String> work) {
        double[] perSecond = new double[ROUNDS];
        int sink = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = THREAD.getCurrentThreadCpuTime();
            long done = 0;
            while (THREAD.getCurrentThreadCpuTime() - start < 1_000_000_000L) {
                for (String post : posts) {
                    sink += work.applyAsInt(post);
                }
                done += posts.size();
            }
            perSecond[round] = done * 1e9 / (THREAD.getCurrentThreadCpuTime() - start);
        }
        double[] warm = Arrays.copyOfRange(perSecond, 2, ROUNDS);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT, "%-32s %,9.0f posts/s (min %,.0f, max %,.0f; check %d)%n",
                what, warm[warm.length / 2], warm[0], warm[warm.length - 1], sink);
    }

    private static List<String> posts(Random random) {
        List<String> pieces = new ArrayList<>();
        Texts.rows("gold-schwartz-19.tsv").forEach(row -> pieces.add(row[2]));
        Texts.rows("language-gold.tsv").stream().filter(row -> row[0].equals("en")).forEach(row -> pieces.add(row[1]));
        List<String> posts = new ArrayList<>();
        while (posts.size() < 1_000) {
            StringBuilder post = new StringBuilder();
            while (post.length() < LENGTH) {
                post.append(pieces.get(random.nextInt(pieces.size()))).append(' ');
            }
            posts.add(post.substring(0, LENGTH));
        }
        return posts;
    }
}
