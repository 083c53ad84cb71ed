package circumplex.kit.telemetry;

import circumplex.kit.config.PortProblem;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micronaut.context.annotation.Context;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.annotation.PreDestroy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /metrics}, as text for Prometheus. On loopback whatever address the service has: there are no credentials, and a scraper
 * on another machine needs a proxy that asks for them.
 */
@Context
public final class MetricsServer {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);

    private static final String PATH = "/metrics";

    /** A scraper and a person with curl; one that stalls keeps the other from nothing. */
    private static final int THREADS = 2;

    private final PrometheusMetricReader reader;
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, MetricsServer::thread);
    private final @Nullable HttpServer server;

    MetricsServer(MetricsSettings settings, PrometheusMetricReader reader) {
        this.reader = reader;
        this.server = settings.on() ? listen(settings.port()) : null;
    }

    /** The port, or -1 if metrics are off. */
    public int port() {
        return server == null ? -1 : server.getAddress().getPort();
    }

    @PreDestroy
    void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private HttpServer listen(int port) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            http.createContext(PATH, this::answer);
            http.setExecutor(threads);
            http.start();
            LOG.info("metrics at http://127.0.0.1:{}{}", http.getAddress().getPort(), PATH);
            return http;
        } catch (IOException e) {
            throw new PortProblem("METRICS_PORT", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 16);
            writer.write(text, reader.collect(), EscapingScheme.UNDERSCORE_ESCAPING);
            exchange.getResponseHeaders().set("Content-Type", PrometheusTextFormatWriter.CONTENT_TYPE);
            exchange.sendResponseHeaders(200, text.size());
            text.writeTo(exchange.getResponseBody());
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "metrics");
        thread.setDaemon(true);
        return thread;
    }
}
