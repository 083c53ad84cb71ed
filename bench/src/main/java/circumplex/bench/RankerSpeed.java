package circumplex.bench;

import circumplex.bench.load.ScoredFeed;
import circumplex.bench.process.Ports;
import circumplex.bench.process.Replica;
import circumplex.bench.process.TrialFolder;
import circumplex.bench.rival.Child;
import circumplex.bench.rival.GrpcRival;
import circumplex.bench.rival.Programs;
import circumplex.bench.rival.PythonRival;
import circumplex.bench.rival.RedisRival;
import circumplex.bench.rival.Rival;
import circumplex.bench.rival.Rivalry;
import circumplex.cli.services.Address;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code RankPosts} beside an echo of the same bytes and beside what somebody would use instead, on the same feeds in the same run. */
@Command(
        name = "ranker",
        description = "Times RankPosts beside an echo RPC, Redis ZUNION WEIGHTS and a NumPy service, and counts wrong tie orders.")
final class RankerSpeed implements Callable<Integer> {

    @Option(names = "--feeds", defaultValue = "200", description = "Random feeds (default ${DEFAULT-VALUE}).")
    private int feeds;

    @Option(names = "--posts", defaultValue = "200", description = "Posts in each (default ${DEFAULT-VALUE}).")
    private int posts;

    @Option(names = "--calls", defaultValue = "10000", description = "Measured calls of each ranker (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--callers", defaultValue = "4", description = "Callers at once for the throughput (default ${DEFAULT-VALUE}).")
    private int callers;

    @Option(names = "--seconds", defaultValue = "3", description = "Length of each throughput measurement (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the feeds (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/ranker.md");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<String> missing = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        // In the measurement of throughput no two callers have a feed in common.
        Bounds.atLeast(spec, "--feeds", feeds, callers, "--callers (" + callers + ")");
        SplittableRandom random = new SplittableRandom(seed);
        List<ScoredFeed> shown = Stream.generate(() -> ScoredFeed.withTies(posts, random)).limit(feeds).toList();
        List<Rival> rivals = new ArrayList<>();
        try (TrialFolder folder = TrialFolder.create()) {
            try {
                Replica replica = new Replica(
                        Distribution.ofThisProgram(JvmProfile.LASTING), ServiceName.RANKER, folder.of("ranker"), Map.of());
                GrpcRival ranker = new GrpcRival("ranker-svc, RankPosts", replica.address(), shown, replica);
                rivals.add(ranker);
                replica.start();
                int answerBytes = Rivalry.answerBytes(ranker);
                rivals.add(0, echo(shown, answerBytes));
                addRedis(rivals, shown);
                addPython(rivals, shown);
                return report(new Rivalry(shown, rivals), ranker.requestBytes(), answerBytes);
            } finally {
                rivals.forEach(Rival::close);
            }
        }
    }

    private int report(Rivalry rivalry, int requestBytes, int answerBytes) throws IOException {
        List<Histogram> pair = rivalry.firstTwo(calls);
        List<Rivalry.Result> results = rivalry.run(calls, callers, Duration.ofSeconds(seconds));
        Rivalry.Result echo = results.get(0);
        Report report = new Report("RankPosts beside an echo RPC, Redis and NumPy", command())
                .text(feeds + " random feeds of " + posts + " posts with 19 whole scores from 0 to 6 each, 19 weights in hundredths, seed " + seed
                        + ". Every ranker is a process of its own on loopback and gets the feeds in turn, one call at a time, the rankers"
                        + " alternating: " + calls + " calls of each after " + calls / 2 + " unmeasured ones. Then calls per second with " + callers
                        + " callers, twice " + seconds + " s for each, of which the better counts. Calls are bytes that were put together before, and"
                        + " answers are read and, but for Redis, not parsed. The echo has the bytes of RankPosts: " + requestBytes
                        + " and " + answerBytes + ".")
                .text("")
                .text("Only the calls of ranker-svc, of Redis with scores sent and of Python carry the scores. Only ranker-svc checks its input"
                        + " and answers with contributions and both Kendall figures; the others answer with the order alone.")
                .text("");
        double echoAlone = pair.get(0).getValueAtPercentile(50) / 1e6;
        double rankerAlone = pair.get(1).getValueAtPercentile(50) / 1e6;
        report.text(String.format(
                        Locale.ROOT,
                        "RankPosts and the echo in turn with nobody else between them: p50 %.3f and %.3f ms, %.2f times the echo.",
                        rankerAlone,
                        echoAlone,
                        rankerAlone / echoAlone))
                .text("");
        missing.forEach(line -> report.text(line).text(""));
        report.table(
                        List.of("called", "p50 ms", "p99 ms", "p50 ÷ echo", "calls/s with " + callers + " callers", "feeds with a wrong tie order"),
                        results.stream().map(result -> row(result, echo.millis(50))).toList())
                .write(out);
        return 0;
    }

    private Rival echo(List<ScoredFeed> shown, int answerBytes) {
        List<String> command = new ArrayList<>();
        command.add(Distribution.java());
        command.addAll(JvmProfile.LASTING.options(ServiceName.RANKER));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), EchoMain.class.getName(), Integer.toString(answerBytes)));
        Child server = Child.start(command, JvmProfile.ENVIRONMENT);
        Address address = new Address("127.0.0.1", Integer.parseInt(server.line()));
        return new GrpcRival("echo RPC of the same bytes (baseline)", address, shown, server);
    }

    private void addRedis(List<Rival> rivals, List<ScoredFeed> shown) {
        Optional<Path> redis = Programs.redisServer();
        if (redis.isEmpty()) {
            missing.add(Programs.missing("Redis", "redis-server"));
            return;
        }
        for (RedisRival.Scores scores : RedisRival.Scores.values()) {
            rivals.add(RedisRival.start(redis.get(), Ports.free(), scores, shown));
        }
    }

    private void addPython(List<Rival> rivals, List<ScoredFeed> shown) {
        Optional<Path> python = Programs.pythonWithNumpy();
        if (python.isEmpty()) {
            missing.add(Programs.missing("Python with NumPy", "python3-numpy"));
            return;
        }
        for (PythonRival.Format format : PythonRival.Format.values()) {
            rivals.add(PythonRival.start(python.get(), format, shown));
        }
    }

    private List<String> row(Rivalry.Result result, double echoMillis) {
        return List.of(
                result.name(),
                String.format(Locale.ROOT, "%.3f", result.millis(50)),
                String.format(Locale.ROOT, "%.3f", result.millis(99)),
                String.format(Locale.ROOT, "%.2f", result.millis(50) / echoMillis),
                String.format(Locale.ROOT, "%.0f", result.callsPerSecond()),
                result.judged() ? String.format(Locale.ROOT, "%d of %d, %.1f %%", result.broken(), feeds, 100.0 * result.broken() / feeds) : "—");
    }

    private String command() {
        return "./circumplex bench ranker --feeds " + feeds + " --posts " + posts + " --calls " + calls + " --callers " + callers + " --seconds " + seconds
                + " --seed " + seed;
    }
}
