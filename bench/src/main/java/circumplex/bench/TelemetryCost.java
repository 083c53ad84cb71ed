package circumplex.bench;

import circumplex.bench.load.ScoredFeed;
import circumplex.bench.process.Surroundings;
import circumplex.cli.services.Address;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.ranker.v1.RankerServiceGrpc.RankerServiceBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What metrics and traces cost a call: three processes of ranker-svc, without telemetry, with metrics, and with metrics and a trace of every
 * call to a collector that takes them. One caller asks them in turn, so that all three see the same machine.
 */
@Command(name = "telemetry", description = "Times calls of ranker-svc with and without metrics and traces.")
final class TelemetryCost implements Callable<Integer> {

    @Option(names = "--calls", defaultValue = "20000", description = "Measured calls of each kind (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/telemetry.md");

    @Override
    public Integer call() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (EchoServer collector = new EchoServer(new byte[0], "opentelemetry.proto.collector.trace.v1.TraceService", "Export");
                Ranker off = Ranker.start("no telemetry (baseline)", Map.of());
                Ranker metrics = Ranker.start("metrics", Map.of("RANKER_METRICS_PORT", "0"));
                Ranker traces = Ranker.start(
                        "metrics and traces",
                        Map.of(
                                "RANKER_METRICS_PORT", "0",
                                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.port()))) {
            for (int posts : new int[] {0, 200}) {
                RankPostsRequest request = ScoredFeed.withTies(posts, new SplittableRandom(1)).request();
                List<Ranker> rankers = List.of(off, metrics, traces);
                rankers.forEach(ranker -> ranker.times.reset());
                for (int i = -calls / 2; i < calls; i++) {
                    for (int r = 0; r < rankers.size(); r++) {
                        // Nobody is always the one after the others.
                        rankers.get(Math.floorMod(i + r, rankers.size())).ask(request, i >= 0);
                    }
                }
                rankers.forEach(ranker -> rows.add(ranker.row(posts, off)));
            }
        }
        new Report("What telemetry costs a call", "./circumplex bench telemetry --calls " + calls)
                .text("RankPosts over loopback, one caller that asks three processes in turn, " + calls + " calls of each kind after " + calls / 2
                        + " unmeasured ones; every call is traced.")
                .text("")
                .table(List.of("posts", "ranker-svc with", "p25 µs", "p50 µs", "p99 µs", "p25 ÷ baseline", "p50 ÷ baseline"), rows)
                .write(out);
        return 0;
    }

    /** One process and the times of its calls. */
    private static final class Ranker implements AutoCloseable {

        private final String name;
        private final Process process;
        private final ManagedChannel channel;
        private final RankerServiceBlockingStub stub;
        private final Histogram times = new Histogram(TimeUnit.SECONDS.toNanos(20), 3);

        private Ranker(String name, Process process, Address address) {
            this.name = name;
            this.process = process;
            this.channel = NettyChannelBuilder.forAddress(address.host(), address.port())
                    .usePlaintext()
                    .build();
            this.stub = RankerServiceGrpc.newBlockingStub(channel);
        }

        static Ranker start(String name, Map<String, String> settings) throws IOException {
            ProcessBuilder builder =
                    new ProcessBuilder(Distribution.ofThisProgram(JvmProfile.LASTING).command(ServiceName.RANKER));
            Map<String, String> environment = builder.environment();
            Surroundings.clean(environment);
            environment.putAll(JvmProfile.ENVIRONMENT);
            environment.putAll(Map.of(
                    "RANKER_PORT", "0",
                    "RANKER_METRICS_PORT", "-1",
                    "RANKER_ADMIN_PORT", "-1",
                    "OTEL_EXPORTER_OTLP_ENDPOINT", "",
                    "CIRCUMPLEX_PARENT_PID", Long.toString(ProcessHandle.current().pid())));
            environment.putAll(settings);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("ranker-svc did not start, with " + settings);
            }
            return new Ranker(name, process, Address.parse(line.substring(line.lastIndexOf(' ') + 1)));
        }

        void ask(RankPostsRequest request, boolean counts) {
            long start = System.nanoTime();
            int ranked = stub.withDeadlineAfter(10, TimeUnit.SECONDS).rankPosts(request).getRankedCount();
            long nanos = System.nanoTime() - start;
            if (ranked != request.getPostsCount()) {
                throw new IllegalStateException("ranked " + ranked + " of " + request.getPostsCount());
            }
            if (counts) {
                times.recordValue(nanos);
            }
        }

        List<String> row(int posts, Ranker baseline) {
            return List.of(
                    Integer.toString(posts),
                    name,
                    micros(25),
                    micros(50),
                    micros(99),
                    ratio(25, baseline),
                    ratio(50, baseline));
        }

        private String micros(double percentile) {
            return String.format(Locale.ROOT, "%.0f", times.getValueAtPercentile(percentile) / 1e3);
        }

        private String ratio(double percentile, Ranker baseline) {
            double ratio = (double) times.getValueAtPercentile(percentile) / baseline.times.getValueAtPercentile(percentile);
            return String.format(Locale.ROOT, "%.3f", ratio);
        }

        @Override
        public void close() {
            channel.shutdownNow();
            process.destroy();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly()).join();
        }
    }
}
