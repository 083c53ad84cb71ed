package circumplex.bench.restart;

import circumplex.bench.process.Replica;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How often gateways repeat calls to the services behind them, as their own metrics say. A process takes its metrics with it, so they are
 * read all the time, and the last page of each process counts: what happened after it, at most the last tenth of a second, is missed.
 */
final class GatewayCalls implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final String CALLS = "grpc_client_attempt_started_total";

    /** Repetitions by the retry policy, and by the transport of what no server has seen. */
    private static final List<String> REPETITIONS = List.of("grpc_client_call_retries_sum", "grpc_client_call_transparent_retries_sum");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, InnerCalls> lastOf = new ConcurrentHashMap<>();
    private final List<Replica> gateways;
    private final InnerCalls before;
    private final Thread reader = new Thread(this::read, "gateway-metrics");
    private volatile boolean stopped;

    /** From now on. */
    GatewayCalls(List<Replica> gateways) {
        this.gateways = gateways;
        gateways.forEach(this::look);
        this.before = seen();
        reader.start();
    }

    /** What all processes have said since the beginning. */
    InnerCalls stop() {
        close();
        gateways.forEach(this::look);
        InnerCalls now = seen();
        return new InnerCalls(now.sent() - before.sent(), now.repetitions() - before.repetitions());
    }

    @Override
    public void close() {
        stopped = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while metrics are read", e);
        }
    }

    private void read() {
        while (!stopped) {
            gateways.forEach(this::look);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void look(Replica gateway) {
        if (!gateway.alive()) {
            return;
        }
        String process = gateway + " " + gateway.pid();
        URI page = URI.create("http://127.0.0.1:" + gateway.metricsPort() + "/metrics");
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString());
            lastOf.put(process, new InnerCalls(sum(answer.body(), List.of(CALLS)), sum(answer.body(), REPETITIONS)));
        } catch (IOException e) {
            // It starts or ends; what it said last stays.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while metrics are read", e);
        }
    }

    private InnerCalls seen() {
        return lastOf.values().stream().reduce(new InnerCalls(0, 0), (a, b) -> new InnerCalls(a.sent() + b.sent(), a.repetitions() + b.repetitions()));
    }

    private static long sum(String page, List<String> series) {
        return page.lines()
                .filter(line -> series.stream().anyMatch(name -> line.startsWith(name + "{") || line.startsWith(name + " ")))
                .filter(line -> !line.contains("grpc.health"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
