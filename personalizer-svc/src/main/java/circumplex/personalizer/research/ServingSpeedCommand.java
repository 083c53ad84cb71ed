package circumplex.personalizer.research;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.PersonState;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.serving.StartingModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How fast a calibrator answers when nothing is around it, on the engine and in plain Java: the part of {@code ./circumplex bench
 * personalizer} that needs the classes of this module. Prints one line for each figure: a name, a tab and a number.
 */
@Command(name = "serving-speed", hidden = true, description = "Times a calibrator without a service around it.")
final class ServingSpeedCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--model", paramLabel = "DIR", description = "A trained calibrator; without it the one that ships.")
    private @Nullable Path model;

    @Option(names = "--posts", defaultValue = "200", description = "Posts in a call (default ${DEFAULT-VALUE}).")
    private int posts;

    @Option(names = "--predictions", defaultValue = "1000000", description = "Posts that are predicted on each (default ${DEFAULT-VALUE}).")
    private long predictions;

    @Override
    public Integer call() throws Exception {
        CalibratorWeights weights = model == null
                ? CalibratorFolder.weights(StartingModel.shipped().orElseThrow(() -> new IllegalArgumentException("no model ships: name one")))
                : EvaluateCommand.load(model);
        try (Calibrator plain = Calibrator.plain(weights)) {
            measure("java", plain, weights);
        }
        try (Torch torch = Torch.start();
                Calibrator engine = new Calibrator(weights, torch)) {
            measure("engine", engine, weights);
            print("engine.arrays", torch.liveArrays());
        }
        return 0;
    }

    private void measure(String name, Calibrator calibrator, CalibratorWeights weights) throws Exception {
        List<double[][]> feed = feed(weights, new SplittableRandom(1));
        PersonState nobody = calibrator.state(List.of());
        ask(calibrator, feed, nobody, 500);
        long[] times = new long[2000];
        var threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < times.length; i++) {
            long before = threads.getCurrentThreadCpuTime();
            calibrator.expect(feed, nobody, new float[0]);
            times[i] = threads.getCurrentThreadCpuTime() - before;
        }
        Arrays.sort(times);
        print(name + ".cpu_micros_p50", times[times.length / 2] / 1e3);
        long resident = residentKib();
        int callers = Runtime.getRuntime().availableProcessors();
        int calls = (int) (predictions / posts / callers) + 1;
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        long start = System.nanoTime();
        List<Future<?>> done = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            done.add(pool.submit(() -> ask(calibrator, feed, nobody, calls)));
        }
        for (Future<?> one : done) {
            one.get();
        }
        pool.shutdown();
        print(name + ".posts_per_second", (double) calls * callers * posts / ((System.nanoTime() - start) / 1e9));
        print(name + ".resident_kib_before", (double) resident);
        print(name + ".resident_kib_after", (double) residentKib());
        print(name + ".predictions", (double) calls * callers * posts);
    }

    private static void ask(Calibrator calibrator, List<double[][]> feed, PersonState state, int times) {
        for (int i = 0; i < times; i++) {
            calibrator.expect(feed, state, new float[0]);
        }
    }

    private List<double[][]> feed(CalibratorWeights weights, SplittableRandom random) {
        List<double[][]> feed = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            double[][] post = new double[weights.scorers().size()][weights.set().size()];
            for (double[] scores : post) {
                Arrays.setAll(scores, v -> random.nextInt(3) > 0 ? 0 : 6 * random.nextDouble());
            }
            feed.add(post);
        }
        return feed;
    }

    private static long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private void print(String name, double number) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%s\t%.3f%n", name, number);
        out.flush();
    }
}
