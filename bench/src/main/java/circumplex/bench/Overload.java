package circumplex.bench;

import circumplex.bench.load.FramedCall;
import circumplex.bench.load.SampleFeeds;
import circumplex.bench.load.ScoredFeed;
import circumplex.bench.overload.Flood;
import circumplex.bench.overload.OverloadTrial;
import circumplex.bench.overload.Step;
import circumplex.bench.process.Cluster;
import circumplex.bench.process.Cores;
import circumplex.bench.process.TrialFolder;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Offers ranker-svc and the gateway several times the most that they can answer. */
@Command(name = "overload", description = "Offers ranker-svc and the gateway several times the most that they can answer.")
final class Overload implements Callable<Integer> {

    private static final int CONNECTIONS = 32;

    @Option(names = "--seconds", defaultValue = "10", description = "Of each step and each flood (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--times", defaultValue = "2,5", split = ",", description = "Times the peak to offer (default ${DEFAULT-VALUE}).")
    private List<Double> times = List.of();

    @Option(names = "--service-cores", defaultValue = "0", description = "Cores of the services (default ${DEFAULT-VALUE}).")
    private String serviceCores = "";

    @Option(names = "--own-cores", defaultValue = "1", description = "Cores of this program (default ${DEFAULT-VALUE}).")
    private String ownCores = "";

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the moments of calls (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/overload.md");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> peaks = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Bounds.cores(spec, "--service-cores", serviceCores);
        Bounds.cores(spec, "--own-cores", ownCores);
        Report report = new Report("More calls than can be answered", command());
        Cores.pinThisProcess(ownCores);
        ServiceProgram program = Cores.pinned(Distribution.ofThisProgram(JvmProfile.LASTING), serviceCores);
        try (TrialFolder folder = TrialFolder.create();
                Cluster cluster = Cluster.start(program, folder.of("services"), Map.of())) {
            flood(cluster, ServiceName.RANKER, RankerServiceGrpc.getRankPostsMethod(),
                    ScoredFeed.fine(200, new SplittableRandom(seed)).request());
            flood(cluster, ServiceName.GATEWAY, FeedServiceGrpc.getRankFeedMethod(), SampleFeeds.request(20));
        }
        report.text("Services on core " + serviceCores + ", sender on core " + ownCores + "; calls at random moments for " + seconds
                        + " s, of which the first fifth does not count, without retries. Baseline: the most that the same service answered in the"
                        + " same run, with 1 to 64 callers that wait for their answers. Refused: UNAVAILABLE, timed at the client from"
                        + " sending to refusal. Recovered: from the end of the flood to the first second, at half of the peak, in which every"
                        + " call is answered. Where the sender is busy as long as it has a core, the row may be about the sender: what it sends waits for"
                        + " its own core for longer than the deadline of 1 s, whatever the service does.")
                .text("");
        peaks.forEach(line -> report.text(line).text(""));
        report.table(
                        List.of("service", "asked for", "offered/s", "offered ÷ peak", "answered/s", "answered ÷ peak", "refused p50 ms", "refused p99 ms",
                                "answered p99 ms", "ended otherwise", "sender busy, cores", "recovered after s"),
                        rows)
                .write(out);
        return 0;
    }

    private void flood(Cluster cluster, ServiceName service, MethodDescriptor<?, ?> method, MessageLite request) {
        try (FramedCall call =
                new FramedCall(cluster.get(service).address(), CONNECTIONS, method, request, Duration.ofSeconds(1))) {
            OverloadTrial trial = new OverloadTrial(call, Duration.ofSeconds(seconds), seed);
            trial.findPeak();
            peaks.add(service.label() + ", answers/s by callers: "
                    + trial.steps().stream().map(Overload::step).collect(Collectors.joining(", ")) + ".");
            for (double each : times) {
                rows.add(row(service, trial.peak(), trial.flood(each)));
            }
        }
    }

    private String command() {
        return "./circumplex bench overload --seconds " + seconds + " --times "
                + times.stream().map(each -> String.format(Locale.ROOT, "%.1f", each)).collect(Collectors.joining(",")) + " --service-cores "
                + serviceCores + " --own-cores " + ownCores + " --seed " + seed;
    }

    private static String step(Step step) {
        return String.format(Locale.ROOT, "%d: %.0f", step.callers(), step.answersPerSecond());
    }

    private static List<String> row(ServiceName service, double peak, Flood flood) {
        return List.of(
                service.label(),
                String.format(Locale.ROOT, "%.1f × peak", flood.times()),
                String.format(Locale.ROOT, "%.0f", flood.offeredPerSecond()),
                String.format(Locale.ROOT, "%.1f", flood.offeredPerSecond() / peak),
                String.format(Locale.ROOT, "%.0f", flood.answersPerSecond()),
                String.format(Locale.ROOT, "%.2f", flood.answersPerSecond() / peak),
                String.format(Locale.ROOT, "%.1f", flood.shedMillisP50()),
                String.format(Locale.ROOT, "%.1f", flood.shedMillisP99()),
                String.format(Locale.ROOT, "%.1f", flood.answeredMillisP99()),
                Integer.toString(flood.otherFailures()),
                String.format(Locale.ROOT, "%.2f", flood.senderBusy()),
                String.format(Locale.ROOT, "%.1f", flood.recoverySeconds()));
    }
}
