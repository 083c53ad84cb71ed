package circumplex.bench;

import circumplex.bench.process.TrialFolder;
import circumplex.bench.start.Footprint;
import circumplex.bench.start.Footprints;
import circumplex.bench.start.StartTimes.Kind;
import circumplex.bench.start.StartTimes;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times the start of every service with and without its archive of classes, and weighs the processes before and after load. */
@Command(name = "start", description = "Times starts with and without archives of classes, and weighs processes before and after load.")
final class Start implements Callable<Integer> {

    @Option(names = "--starts", defaultValue = "9", description = "Counted starts of each kind (default ${DEFAULT-VALUE}).")
    private int starts;

    @Option(names = "--calls", defaultValue = "4000", description = "Feeds of the load (default ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--posts", defaultValue = "100", description = "Posts in each (default ${DEFAULT-VALUE}).")
    private int posts;

    @Option(names = "--callers", defaultValue = "8", description = "Callers at once (default ${DEFAULT-VALUE}).")
    private int callers;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/start.md");

    @Override
    public Integer call() throws IOException {
        StartTimes times;
        Footprints footprints;
        try (TrialFolder folder = TrialFolder.create()) {
            Distribution services = Distribution.ofThisProgram(JvmProfile.LASTING);
            times = new StartTimes(services, folder.of("starts")).measure(starts);
            footprints = new Footprints().measure(services, folder.of("load"), posts, calls, callers);
        }
        new Report(
                        "Start and memory of services",
                        "./circumplex bench start --starts " + starts + " --calls " + calls + " --posts " + posts + " --callers " + callers)
                .text("From the start of the process to the line that says it serves: one service at a time, warm disk, " + starts
                        + " starts of each kind in turn. The database is one that the service made before, without rows; for a first start"
                        + " there is none. Baseline: the same command without the archive of classes that the build makes.")
                .text("")
                .table(
                        List.of(
                                "service", "plain, median s", "range", "with archive, median s", "range", "plain ÷ archive", "first, median s", "range"),
                        Stream.of(ServiceName.values()).map(service -> times(service, times)).toList())
                .text("Memory in MiB and threads, as `up` starts services: four processes after their start, and after " + calls + " feeds of "
                        + posts + " posts from " + callers + " callers at once (peak: the most that was resident). Heap counts garbage too.")
                .text("")
                .table(
                        List.of("service", "resident", "heap", "Netty", "threads", "resident after load", "peak", "heap", "Netty", "threads"),
                        Stream.of(ServiceName.values())
                                .map(service -> row(service, footprints.started(service), footprints.loaded(service)))
                                .toList())
                .write(out);
        return 0;
    }

    private static List<String> times(ServiceName service, StartTimes times) {
        List<Double> plain = times.of(Kind.PLAIN, service);
        List<Double> archived = times.of(Kind.ARCHIVED, service);
        List<Double> first = times.of(Kind.FIRST, service);
        return List.of(
                service.label(),
                seconds(median(plain)),
                range(plain),
                seconds(median(archived)),
                range(archived),
                String.format(Locale.ROOT, "%.1f", median(plain) / median(archived)),
                seconds(median(first)),
                range(first));
    }

    private static List<String> row(ServiceName service, Footprint started, Footprint loaded) {
        return List.of(
                service.label(),
                mebibytes(started.resident()),
                mebibytes(started.heap()),
                mebibytes(started.netty()),
                Integer.toString(started.threads()),
                mebibytes(loaded.resident()),
                mebibytes(loaded.peak()),
                mebibytes(loaded.heap()),
                mebibytes(loaded.netty()),
                Integer.toString(loaded.threads()));
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private static String range(List<Double> sorted) {
        return seconds(sorted.get(0)) + "–" + seconds(sorted.get(sorted.size() - 1));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    private static String mebibytes(double mebibytes) {
        return String.format(Locale.ROOT, "%.0f", mebibytes);
    }
}
