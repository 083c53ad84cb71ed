package circumplex.bench;

import circumplex.bench.kernel.KernelTimes;
import circumplex.bench.kernel.NumpyTimes;
import circumplex.bench.kernel.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The ranker's kernel of ints beside the fastest kernel of floats in the same run. */
@Command(name = "kernel", description = "Times the ranking kernel with JMH, beside float kernels, DJL and NumPy.")
final class KernelSpeed implements Callable<Integer> {

    private static final int[] SIZES = {500, 10_000, 1_000_000};
    private static final String RANKER = "ranker";
    private static final String ROWS = "rows";
    private static final String DJL = "djl";

    @Option(names = "--forks", defaultValue = "4", description = "JVMs for each benchmark (default ${DEFAULT-VALUE}).")
    private int forks;

    @Option(names = "--iterations", defaultValue = "8", description = "Measured iterations of 0.2 s in each JVM (default ${DEFAULT-VALUE}).")
    private int iterations;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/kernel.md");

    @Override
    public Integer call() throws IOException, RunnerException {
        KernelTimes times = KernelTimes.measure(forks, iterations);
        Optional<Map<Integer, Timing>> numpy = NumpyTimes.measure(SIZES);
        List<List<String>> rows = new ArrayList<>();
        for (int posts : SIZES) {
            String fastest = times.names().stream()
                    .filter(name -> name.startsWith("floats"))
                    .min(Comparator.comparingDouble(name -> times.of(name, posts).median()))
                    .orElseThrow();
            Timing best = times.of(fastest, posts);
            rows.add(row(posts, "ranker, ints by value", times.of(RANKER, posts), best));
            times.names().stream()
                    .filter(name -> name.startsWith("floats"))
                    .forEach(name -> rows.add(row(
                            posts,
                            floats(name) + (name.equals(fastest) ? " (baseline)" : ""),
                            times.of(name, posts),
                            best)));
            rows.add(row(posts, "floats by post", times.of(ROWS, posts), best));
            rows.add(row(posts, "DJL matMul on PyTorch, floats", times.of(DJL, posts), best));
            numpy.ifPresent(all -> rows.add(row(posts, "NumPy matmul, floats", Objects.requireNonNull(all.get(posts)), best)));
        }
        Report report = new Report(
                        "The ranking kernel", "./circumplex bench kernel --forks " + forks + " --iterations " + iterations)
                .text("Σ w · s of 19 values for each post, JMH 1.37, " + forks + " JVMs each with " + iterations
                        + " iterations of 0.2 s after five unmeasured ones; nanoseconds a post. Every iteration has its arrays in another place of the"
                        + " memory: a vector across two cache lines is read twice. The ranker's columns begin at the same place of a line, and so"
                        + " do those of the aligned floats; the others lie as they come. The baseline is the kernel of floats with the smallest"
                        + " median at that number of posts; those kernels are plain Java over arrays. DJL has the feed in"
                        + " the memory of the engine before the clock runs, one thread, and the sums back in Java; NumPy has one thread too.")
                .text("")
                .table(List.of("posts", "kernel", "median", "fastest", "median ÷ baseline", "fastest ÷ baseline"), rows)
                .text(String.format(
                        Locale.ROOT,
                        "The rank step in process, score and sort of 200 posts with 19 values, another feed every time: median %.2f µs, fastest %.2f µs.",
                        times.rankStep().median() / 1000,
                        times.rankStep().fastest() / 1000));
        if (numpy.isEmpty()) {
            report.text("").text(NumpyTimes.MISSING);
        }
        report.write(out);
        return 0;
    }

    private static String floats(String name) {
        String[] way = name.substring("floats".length()).split("aligned", -1);
        return "floats by value, " + way[0] + " a pass" + (way.length > 1 ? ", aligned" : "");
    }

    private static List<String> row(int posts, String kernel, Timing timing, Timing best) {
        return List.of(
                String.format(Locale.ROOT, "%,d", posts),
                kernel,
                String.format(Locale.ROOT, "%.3f", timing.median()),
                String.format(Locale.ROOT, "%.3f", timing.fastest()),
                String.format(Locale.ROOT, "%.2f", timing.median() / best.median()),
                String.format(Locale.ROOT, "%.2f", timing.fastest() / best.fastest()));
    }
}
