package circumplex.bench;

import circumplex.bench.load.Loopback;
import circumplex.bench.load.SampleFeeds;
import circumplex.bench.process.Cluster;
import circumplex.bench.process.TrialFolder;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceProgram;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Counts the feeds that four services answer while they are still compiled, as they ship and with the JVM's own threshold for its second
 * compiler, in turn.
 */
@Command(
        name = "first-minute",
        description = "Counts feeds answered in the first minute after a start, beside the JVM's own threshold for its second compiler.")
final class FirstMinute implements Callable<Integer> {

    private static final int POSTS = 100;

    @Option(names = "--rounds", defaultValue = "3", description = "Starts of each kind (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "60", description = "Seconds after each start (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--callers", defaultValue = "4", description = "Callers that wait for their answers (default ${DEFAULT-VALUE}).")
    private int callers;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/first-minute.md");

    @Override
    public Integer call() throws IOException {
        Distribution shipped = Distribution.ofThisProgram(JvmProfile.LASTING);
        ServiceProgram plain = service -> shipped.command(service).stream()
                .filter(option -> !option.startsWith(JvmProfile.SECOND_COMPILER))
                .toList();
        List<int[]> ours = new ArrayList<>();
        List<int[]> theirs = new ArrayList<>();
        try (TrialFolder folder = TrialFolder.create()) {
            for (int round = 0; round < rounds; round++) {
                theirs.add(answered(plain, folder.of("plain" + round)));
                ours.add(answered(shipped, folder.of("shipped" + round)));
            }
        }
        List<Integer> moments = Stream.of(1, 2, 4, 6)
                .map(sixths -> seconds * sixths / 6)
                .filter(second -> second > 0)
                .distinct()
                .toList();
        new Report(
                        "The first minute of four services",
                        "./circumplex bench first-minute --rounds " + rounds + " --seconds " + seconds + " --callers " + callers)
                .text("Feeds of " + POSTS + " posts answered since four services began to serve, all at once and for the first time, by " + callers
                        + " callers that wait for their answers; median of " + rounds + " starts of each kind in turn, of the two in the middle the greater. Baseline: the same"
                        + " commands without the thresholds that keep the second compiler waiting.")
                .text("")
                .table(
                        Stream.concat(Stream.of("after"), moments.stream().map(second -> second + " s")).toList(),
                        List.of(row("as shipped", ours, moments), row("the JVM's own thresholds (baseline)", theirs, moments), ratios(ours, theirs, moments)))
                .write(out);
        return 0;
    }

    /** Feeds answered by the end of every second, those before it included. */
    private int[] answered(ServiceProgram program, Path folder) {
        int[] bySecond = new int[seconds + 1];
        RankFeedRequest request = SampleFeeds.request(POSTS, "");
        AtomicInteger answers = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try (Cluster cluster = Cluster.start(program, folder, Map.of())) {
            ManagedChannel gateway = Loopback.open(cluster.gateway().address());
            try {
                long start = System.nanoTime();
                long end = start + TimeUnit.SECONDS.toNanos(seconds);
                List<CompletableFuture<Void>> ends = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                            while (System.nanoTime() < end) {
                                rank(gateway, request);
                                answers.incrementAndGet();
                            }
                        }, threads))
                        .limit(callers)
                        .toList();
                for (int second = 1; second <= seconds; second++) {
                    long moment = start + TimeUnit.SECONDS.toNanos(second);
                    while (System.nanoTime() < moment) {
                        LockSupport.parkNanos(moment - System.nanoTime());
                    }
                    bySecond[second] = answers.get();
                }
                ends.forEach(CompletableFuture::join);
            } finally {
                threads.shutdownNow();
                gateway.shutdownNow();
            }
        }
        return bySecond;
    }

    /** A feed that was not answered whole would count for less work. */
    private static void rank(ManagedChannel gateway, RankFeedRequest request) {
        int ranked = FeedServiceGrpc.newBlockingStub(gateway)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .rankFeed(request)
                .getRankedCount();
        if (ranked != POSTS) {
            throw new IllegalStateException(ranked + " posts of " + POSTS);
        }
    }

    private static List<String> row(String name, List<int[]> runs, List<Integer> moments) {
        return Stream.concat(Stream.of(name), moments.stream().map(second -> Integer.toString(median(runs, second)))).toList();
    }

    private static List<String> ratios(List<int[]> ours, List<int[]> theirs, List<Integer> moments) {
        return Stream.concat(
                        Stream.of("shipped ÷ baseline"),
                        moments.stream().map(second -> String.format(Locale.ROOT, "%.2f", median(ours, second) / (double) median(theirs, second))))
                .toList();
    }

    /** Of the two in the middle the greater. */
    private static int median(List<int[]> runs, int second) {
        int[] sorted = runs.stream().mapToInt(run -> run[second]).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
