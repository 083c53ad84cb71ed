package circumplex.personalizer.research;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What a run of {@code train} took, in one line; {@code ./circumplex bench training} reads it. */
final class Effort {

    private Effort() {}

    /**
     * @param began when reading began, by {@link System#nanoTime}
     * @param trained when the model was trained and before it was judged
     */
    static String of(long began, long trained) {
        Duration processor = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return String.format(
                Locale.ROOT,
                "read and trained in %.1f s, judged in %.1f s, %.1f s of processor time%s",
                (trained - began) / 1e9,
                (System.nanoTime() - trained) / 1e9,
                processor.toMillis() / 1e3,
                peak().map(mebibytes -> String.format(Locale.ROOT, ", at most %.0f MiB resident", mebibytes)).orElse(""));
    }

    /** The most that this process had in memory, if the system says so. */
    private static Optional<Double> peak() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
