package circumplex.bench;

import circumplex.bench.load.ScoredFeed;
import circumplex.cli.services.Address;
import circumplex.cli.services.LocalServices;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Counts the feeds on which a ranking breaks the tie rule: posts of equal score keep their engagement order. The judge adds up
 * thousandths times thousandths as whole numbers; ranker-svc, a float and a double dot product are judged on the same feeds.
 */
@Command(
        name = "tie-rule",
        description = "Counts the random feeds whose tie order ranker-svc, a float and a double dot product get wrong.")
final class TieRule implements Callable<Integer> {

    @Option(names = "--feeds", defaultValue = "10000", description = "Random feeds (default ${DEFAULT-VALUE}).")
    private int feeds;

    @Option(names = "--posts", defaultValue = "200", description = "Posts in each (default ${DEFAULT-VALUE}).")
    private int posts;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the feeds (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/tie-rule.md");

    @Override
    public Integer call() throws IOException {
        int[] broken = new int[3];
        try (LocalServices services = LocalServices.forgetful()) {
            Address ranker = services.startRanker();
            ManagedChannel channel = NettyChannelBuilder.forAddress(ranker.host(), ranker.port())
                    .usePlaintext()
                    .build();
            try {
                count(channel, broken);
            } finally {
                channel.shutdownNow();
            }
        }
        new Report("The tie rule", "./circumplex bench tie-rule --feeds " + feeds + " --posts " + posts + " --seed " + seed)
                .text(feeds + " random feeds of " + posts + " posts, whole scores 0 to 6, 19 weights in hundredths, seed " + seed + ".")
                .text("")
                .table(
                        List.of("ranked by", "feeds with a broken tie order", "share"),
                        List.of(
                                row("ranker-svc", broken[0]),
                                row("float dot product (baseline)", broken[1]),
                                row("double dot product (baseline)", broken[2])))
                .write(out);
        return broken[0] == 0 ? 0 : 1;
    }

    private void count(ManagedChannel channel, int[] broken) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < feeds; i++) {
            ScoredFeed feed = ScoredFeed.withTies(posts, random);
            double[] floats = new double[posts];
            double[] doubles = new double[posts];
            for (int post = 0; post < posts; post++) {
                float floatSum = 0;
                double doubleSum = 0;
                for (int value = 0; value < feed.values(); value++) {
                    floatSum += feed.weight(value) / 1000f * (feed.score(post, value) / 1000f);
                    doubleSum += feed.weight(value) / 1000.0 * (feed.score(post, value) / 1000.0);
                }
                floats[post] = floatSum;
                doubles[post] = doubleSum;
            }
            List<Integer> expected = feed.exactOrder();
            broken[0] += expected.equals(byService(channel, feed)) ? 0 : 1;
            broken[1] += expected.equals(order(floats)) ? 0 : 1;
            broken[2] += expected.equals(order(doubles)) ? 0 : 1;
        }
    }

    private static List<Integer> byService(ManagedChannel channel, ScoredFeed feed) {
        RankPostsResponse response = RankerServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .rankPosts(feed.request());
        return response.getRankedList().stream().map(post -> post.getEngagementRank() - 1).toList();
    }

    /** Highest first; what compares equal stays in engagement order, because the sort is stable. */
    private static List<Integer> order(double[] scores) {
        return java.util.stream.IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .toList();
    }

    private List<String> row(String name, int broken) {
        return List.of(name, broken + " of " + feeds, String.format(Locale.ROOT, "%.1f %%", 100.0 * broken / feeds));
    }
}
