package circumplex.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process has of the machine. Sizes are in MiB.
 *
 * @param resident as the system counts it
 * @param peak the most that it was
 * @param heap what the JVM uses of its heap, garbage included
 * @param netty what Netty holds of memory outside of the heap
 * @param threads as the system counts them
 */
public record Footprint(double resident, double peak, double heap, double netty, int threads) {

    /** @param metricsPort where the process answers with its metrics */
    public static Footprint of(long pid, int metricsPort) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
            URI page = URI.create("http://127.0.0.1:" + metricsPort + "/metrics");
            String metrics = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                    .body();
            return new Footprint(
                    number(status, "VmRSS:\\s+(\\d+)") / 1024,
                    number(status, "VmHWM:\\s+(\\d+)") / 1024,
                    number(metrics, "(?m)^jvm_memory_used_bytes\\{[^}]*kind=\"heap\"[^}]*} (\\S+)") / (1 << 20),
                    number(metrics, "(?m)^jvm_memory_used_bytes\\{[^}]*kind=\"netty\"[^}]*} (\\S+)") / (1 << 20),
                    (int) number(status, "Threads:\\s+(\\d+)"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while metrics are read", e);
        }
    }

    private static double number(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("nothing matches " + pattern);
        }
        return Double.parseDouble(found.group(1));
    }
}
