package circumplex.bench;

import circumplex.bench.load.Loopback;
import circumplex.bench.load.SampleFeeds;
import circumplex.cli.services.Address;
import circumplex.cli.services.LocalServices;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times {@code RankFeed} over the sample feed with four service processes, one call at a time, each call beside an echo of the same
 * bytes so that both see the same machine.
 */
@Command(
        name = "feed",
        description = "Times RankFeed of 100 posts through four services, beside an echo RPC with the same bytes.")
final class FeedLatency implements Callable<Integer> {

    private static final int POSTS = 100;

    @Option(names = "--calls", defaultValue = "2000", description = "Measured calls of each kind (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/feed.md");

    @Override
    public Integer call() throws IOException {
        try (LocalServices services = LocalServices.forgetful()) {
            Address gateway = services.startAll();
            ManagedChannel channel = Loopback.open(gateway);
            try {
                measure(channel);
            } finally {
                channel.shutdownNow();
            }
        }
        return 0;
    }

    private void measure(ManagedChannel gateway) throws IOException {
        FeedServiceGrpc.FeedServiceBlockingStub feeds = FeedServiceGrpc.newBlockingStub(gateway);
        RankFeedRequest anonymous = SampleFeeds.request(POSTS, "");
        RankFeedRequest personal = SampleFeeds.request(POSTS);
        SampleFeeds.annotate(gateway);
        byte[] bytes = anonymous.toByteArray();
        byte[] answer = rank(feeds, anonymous).toByteArray();
        List<List<String>> rows = new ArrayList<>();
        try (EchoServer echo = new EchoServer(answer)) {
            ManagedChannel echoes = Loopback.open(new Address("127.0.0.1", echo.port()));
            try {
                Histogram[] times = {histogram(), histogram(), histogram()};
                for (int i = -calls / 2; i < calls; i++) {
                    boolean counts = i >= 0;
                    time(times[0], counts, () -> echo.call(echoes, bytes));
                    time(times[1], counts, () -> rank(feeds, anonymous).getRankedCount());
                    time(times[2], counts, () -> rank(feeds, personal).getRankedCount());
                }
                rows.add(row("echo of the same bytes (baseline)", times[0], times[0]));
                rows.add(row("RankFeed, 100 posts, nobody in particular", times[1], times[0]));
                rows.add(row("RankFeed, 100 posts, one annotated person", times[2], times[0]));
            } finally {
                echoes.shutdownNow();
            }
        }
        new Report("RankFeed beside an echo RPC", "./circumplex bench feed --calls " + calls)
                .text("One caller over loopback, four service processes, scores cached; " + calls + " calls of each kind after "
                        + calls / 2 + " unmeasured ones; request " + bytes.length + " bytes, answer " + answer.length + " bytes.")
                .text("")
                .table(List.of("call", "p50 ms", "p95 ms", "p99 ms", "p50 ÷ echo"), rows)
                .write(out);
    }

    /** A feed that was not ranked as intended would time something else. */
    private static RankFeedResponse rank(FeedServiceGrpc.FeedServiceBlockingStub feeds, RankFeedRequest request) {
        RankFeedResponse response = feeds.withDeadlineAfter(10, TimeUnit.SECONDS).rankFeed(request);
        if (response.getDegradationsCount() > 0) {
            throw new IllegalStateException("degraded: " + response.getDegradationsList());
        }
        return response;
    }

    private static void time(Histogram times, boolean counts, Callable<Integer> call) {
        long start = System.nanoTime();
        int size;
        try {
            size = call.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        long nanos = System.nanoTime() - start;
        if (counts && size > 0) {
            times.recordValue(nanos);
        }
    }

    private static List<String> row(String name, Histogram times, Histogram echo) {
        double ratio = (double) times.getValueAtPercentile(50) / echo.getValueAtPercentile(50);
        return List.of(name, millis(times, 50), millis(times, 95), millis(times, 99), String.format(Locale.ROOT, "%.1f", ratio));
    }

    private static String millis(Histogram times, double percentile) {
        return String.format(Locale.ROOT, "%.2f", times.getValueAtPercentile(percentile) / 1e6);
    }

    private static Histogram histogram() {
        return new Histogram(TimeUnit.SECONDS.toNanos(20), 3);
    }
}
