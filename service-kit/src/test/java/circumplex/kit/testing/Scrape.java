package circumplex.kit.testing;

import circumplex.kit.telemetry.MetricsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * What a scraper reads of a service that was started with {@code circumplex.metrics.port} 0.
 *
 * @param text the answer in Prometheus' text format
 */
public record Scrape(String text) {

    public static Scrape of(RunningService service) {
        return new Scrape(get(service.bean(MetricsServer.class).port(), "/metrics").body());
    }

    public static HttpResponse<String> get(int port, String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The lines that are measurements, comments left out. */
    public List<String> series() {
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }

    /**
     * The sum of the series of this name that have all of these labels; 0 if there are none.
     *
     * @param labels for example {@code stage="CLASSIFY"}
     */
    public double sum(String name, String... labels) {
        return series().stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
