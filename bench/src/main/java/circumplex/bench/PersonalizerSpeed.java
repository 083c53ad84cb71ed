package circumplex.bench;

import circumplex.bench.load.Loopback;
import circumplex.bench.personalizer.CallTimes;
import circumplex.bench.personalizer.ModelSpec;
import circumplex.bench.personalizer.ScoredPosts;
import circumplex.bench.process.Replica;
import circumplex.bench.process.TrialFolder;
import circumplex.bench.rival.Child;
import circumplex.bench.rival.Programs;
import circumplex.bench.rival.Script;
import circumplex.cli.services.Address;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.values.ValueSets;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code PersonalizeScores} beside an echo of the same bytes, by a model in plain Java and on the engine and by the gain, in the same run. */
@Command(
        name = "personalizer",
        description = "Times PersonalizeScores beside an echo RPC, its calibrator alone, and a forest of scikit-learn; watches its memory.")
final class PersonalizerSpeed implements Callable<Integer> {

    private static final String USER = "anna";
    private static final int ANNOTATIONS = 30;
    private static final int FEEDS = 50;
    private static final int FOREST_ROWS = 4_000;

    @Option(names = "--model", paramLabel = "DIR", description = "A trained calibrator; without it the one that ships.")
    private @Nullable Path model;

    @Option(names = "--posts", defaultValue = "200", description = "Posts in a feed (default ${DEFAULT-VALUE}).")
    private int posts;

    @Option(names = "--calls", defaultValue = "3000", description = "Measured calls of each kind (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--callers", defaultValue = "4", description = "Callers at once for the throughput (default ${DEFAULT-VALUE}).")
    private int callers;

    @Option(names = "--seconds", defaultValue = "3", description = "Length of each throughput measurement (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--predictions", defaultValue = "1000000", description = "Posts to predict for the memory (default ${DEFAULT-VALUE}).")
    private long predictions;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/personalizer.md");

    /** A server of the trial. */
    private record Server(String name, Address address, Optional<Replica> replica) {}

    @Override
    public Integer call() throws IOException {
        Optional<ModelSpec> spec = ModelSpec.of(Optional.ofNullable(model), jar());
        if (spec.isEmpty()) {
            System.err.println("circumplex: no model ships; train one and name its folder with --model");
            return 2;
        }
        List<String> scorers = spec.get().scorers();
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> requests = Stream.generate(() -> ScoredPosts.request(USER, posts, scorers, random).toByteArray()).limit(FEEDS).toList();
        List<Server> servers = new ArrayList<>();
        List<AutoCloseable> running = new ArrayList<>();
        try (TrialFolder folder = TrialFolder.create()) {
            try {
                servers.add(server("PersonalizeScores, model in plain Java", folder.of("java"), spec.get().folder(), "java", running));
                servers.add(server("PersonalizeScores, model on PyTorch", folder.of("pytorch"), spec.get().folder(), "pytorch", running));
                servers.add(server("PersonalizeScores, gain", folder.of("gain"), "none", "java", running));
                for (Server server : servers) {
                    annotate(server.address(), scorers, random);
                }
                int answerBytes = CallTimes.answer(servers.get(0).address(), requests.get(0)).length;
                servers.add(0, echo(answerBytes, running));
                return report(servers, requests, answerBytes, scorers);
            } finally {
                for (AutoCloseable one : running) {
                    close(one);
                }
            }
        }
    }

    private int report(List<Server> servers, List<byte[]> requests, int answerBytes, List<String> scorers) throws IOException {
        List<Histogram> times = CallTimes.inTurn(servers.stream().map(Server::address).toList(), requests, calls);
        double echo = times.get(0).getValueAtPercentile(50);
        List<List<String>> rows = new ArrayList<>();
        for (int s = 0; s < servers.size(); s++) {
            rows.add(List.of(
                    servers.get(s).name(),
                    number("%.3f", times.get(s).getValueAtPercentile(50) / 1e6),
                    number("%.3f", times.get(s).getValueAtPercentile(99) / 1e6),
                    number("%.2f", times.get(s).getValueAtPercentile(50) / echo),
                    number("%.0f", CallTimes.perSecond(servers.get(s).address(), requests, callers, Duration.ofSeconds(seconds))),
                    servers.get(s).replica().map(PersonalizerSpeed::resident).orElse("—")));
        }
        Map<String, Double> alone = alone();
        Report report = new Report("PersonalizeScores beside an echo RPC", command())
                .text(FEEDS + " feeds of " + posts + " posts with 19 scores of " + scorers.size() + " scorer(s), for a person with " + ANNOTATIONS
                        + " annotations. Every server is a process of its own on loopback; one caller asks them in turn, " + calls
                        + " measured calls of each after as many unmeasured ones, then calls per second with " + callers + " callers, "
                        + seconds + " s for each. The echo has the bytes of the first row below it: " + requests.get(0).length + " and "
                        + answerBytes + ". All read the person from an H2 file at every call.")
                .text("")
                .table(
                        List.of("called", "p50 ms", "p99 ms", "p50 ÷ echo", "calls/s with " + callers + " callers", "resident MiB afterwards"),
                        rows)
                .text("The calibrator without a service around it, " + posts + " posts in a call; time is that of the thread on its processor."
                        + " Memory of the process before and after so many predictions from as many callers as there are cores.")
                .text("")
                .table(
                        List.of("on", "p50 µs a call", "posts/s, all cores", "predictions", "resident MiB before", "after"),
                        List.of(row("plain Java", "java", alone), row("PyTorch, through DJL", "engine", alone)));
        forest(scorers.size()).ifPresentOrElse(
                micros -> report.text("A random forest of scikit-learn with its defaults, one thread, " + posts + " posts in a call, trained on "
                        + FOREST_ROWS + " synthetic rows with as many features and outputs: p50 " + number("%.0f", micros) + " µs, "
                        + number("%.1f", micros / alone.getOrDefault("java.cpu_micros_p50", Double.NaN)) + " times plain Java."),
                () -> report.text(Programs.missing("Python with scikit-learn", "python3-sklearn")));
        report.write(out);
        return 0;
    }

    private List<String> row(String name, String key, Map<String, Double> alone) {
        return List.of(
                name,
                number("%.0f", alone.getOrDefault(key + ".cpu_micros_p50", Double.NaN)),
                number("%.0f", alone.getOrDefault(key + ".posts_per_second", Double.NaN)),
                number("%.0f", alone.getOrDefault(key + ".predictions", Double.NaN)),
                number("%.1f", alone.getOrDefault(key + ".resident_kib_before", Double.NaN) / 1024),
                number("%.1f", alone.getOrDefault(key + ".resident_kib_after", Double.NaN) / 1024));
    }

    private Server server(String name, Path folder, String calibrator, String engine, List<AutoCloseable> running) {
        Replica replica = new Replica(
                Distribution.ofThisProgram(JvmProfile.LASTING),
                ServiceName.PERSONALIZER,
                folder,
                Map.of("CALIBRATOR_FOLDER", calibrator, "CALIBRATOR_ENGINE", engine));
        running.add(replica);
        replica.start();
        return new Server(name, replica.address(), Optional.of(replica));
    }

    private static Server echo(int answerBytes, List<AutoCloseable> running) {
        List<String> command = new ArrayList<>();
        command.add(Distribution.java());
        command.addAll(JvmProfile.LASTING.options(ServiceName.PERSONALIZER));
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), EchoMain.class.getName(), Integer.toString(answerBytes), "personalizer"));
        Child child = Child.start(command, JvmProfile.ENVIRONMENT);
        running.add(child);
        return new Server(
                "echo RPC of the same bytes (baseline)", new Address("127.0.0.1", Integer.parseInt(child.line())), Optional.empty());
    }

    private static void annotate(Address address, List<String> scorers, SplittableRandom random) {
        ManagedChannel channel = Loopback.open(address);
        try {
            PersonalizerServiceGrpc.newBlockingStub(channel)
                    .recordAnnotations(ScoredPosts.annotations(USER, ANNOTATIONS, scorers, random));
        } finally {
            channel.shutdownNow();
        }
    }

    /** Figures that the personalizer's own program prints, by name. */
    private Map<String, Double> alone() {
        List<String> command = new ArrayList<>(List.of(
                Distribution.java(),
                "-Xmx512m",
                "-XX:MaxDirectMemorySize=64m",
                "-cp",
                jar().toString(),
                "circumplex.personalizer.research.Research",
                "serving-speed",
                "--posts=" + posts,
                "--predictions=" + predictions));
        if (model != null) {
            command.add("--model=" + model);
        }
        Map<String, Double> figures = new TreeMap<>();
        try (Child child = Child.start(command, JvmProfile.ENVIRONMENT)) {
            while (!figures.containsKey("engine.arrays")) {
                String[] words = child.line().split("\t", -1);
                figures.put(words[0], Double.parseDouble(words[1]));
            }
        }
        return figures;
    }

    private Optional<Double> forest(int scorers) {
        int values = ValueSets.all().defaultSet().size();
        return Programs.pythonWith("sklearn").map(python -> {
            List<String> command = List.of(
                    python.toString(),
                    "-c",
                    Script.beside(CallTimes.class, "forest.py"),
                    Integer.toString(posts),
                    Integer.toString(3 * values * scorers),
                    Integer.toString(values),
                    Integer.toString(FOREST_ROWS));
            try (Child child = Child.start(command, Map.of("OPENBLAS_NUM_THREADS", "1"))) {
                return Double.parseDouble(child.line());
            }
        });
    }

    /** Of the personalizer. */
    static Path jar() {
        return Path.of(System.getProperty("circumplex.dist", "target/dist"), ServiceName.PERSONALIZER.jar());
    }

    private static String resident(Replica replica) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(replica.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> number("%.0f", Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024))
                    .findFirst()
                    .orElse("—");
        } catch (IOException e) {
            return "—";
        }
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException("a process of the trial does not end", e);
        }
    }

    private static String number(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }

    private String command() {
        return "./circumplex bench personalizer" + (model == null ? "" : " --model …") + " --posts " + posts + " --calls " + calls + " --callers "
                + callers + " --seconds " + seconds + " --predictions " + predictions;
    }
}
