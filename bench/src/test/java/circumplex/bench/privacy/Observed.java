package circumplex.bench.privacy;

import circumplex.bench.process.Cluster;
import circumplex.bench.process.Ports;
import circumplex.bench.process.Replica;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Four services with metrics and traces switched on and a folder of their own for temporary files, and everything that they leave behind. */
final class Observed implements AutoCloseable {

    /** Those that have a database. */
    static final List<ServiceName> KEEPING = List.of(ServiceName.CLASSIFIER, ServiceName.PERSONALIZER, ServiceName.GATEWAY);

    private final Path folder;
    private final ServiceProgram program;
    private final TraceCollector traces = new TraceCollector();
    private final Map<ServiceName, Integer> metricsPorts = new EnumMap<>(ServiceName.class);
    private final Map<String, byte[]> pages = new TreeMap<>();
    private final Map<ServiceName, String> databases;
    private final Cluster cluster;

    /**
     * @param databases where those that keep something keep it, as JDBC URLs; in files where nothing is said
     * @param more settings of all four
     */
    Observed(ServiceProgram program, Path folder, String logLevel, Map<ServiceName, String> databases, Map<String, String> more)
            throws IOException {
        this.folder = folder;
        this.databases = databases;
        this.program = ownTemporaryFiles(program, Files.createDirectories(folder.resolve("tmp")));
        Map<String, String> settings = new HashMap<>(more);
        settings.put("LOG_LEVEL", logLevel);
        settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", traces.endpoint());
        for (ServiceName service : ServiceName.values()) {
            metricsPorts.put(service, Ports.free());
            settings.put(service.name() + "_METRICS_PORT", String.valueOf(metricsPorts.get(service)));
        }
        databases.forEach((service, url) -> settings.put(service.name() + "_DB_URL", url));
        this.cluster = Cluster.start(this.program, folder, settings);
    }

    Replica get(ServiceName service) {
        return cluster.get(service);
    }

    /** Reads the pages of the services that run. */
    void scrape() throws IOException, InterruptedException {
        for (ServiceName service : ServiceName.values()) {
            if (get(service).alive()) {
                URI page = URI.create("http://127.0.0.1:" + metricsPorts.get(service) + "/metrics");
                byte[] body = HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofByteArray()).body();
                pages.put("metrics of " + service.label() + ", page " + pages.size(), body);
            }
        }
    }

    /** Ends the services and gathers what they left, by what it is. */
    Map<String, byte[]> leftBehind() throws IOException {
        for (ServiceName service : ServiceName.values()) {
            if (get(service).alive()) {
                get(service).terminate();
                get(service).exitCode();
            }
        }
        Map<String, byte[]> left = new TreeMap<>(pages);
        left.put("traces", traces.received());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                left.put(kind(file) + folder.relativize(file), Files.readAllBytes(file));
            }
        }
        for (ServiceName service : KEEPING) {
            String database = service.toString();
            String url = databases.getOrDefault(service, Columns.file(get(service).folder(), database));
            Columns.read(url).forEach((column, content) -> left.put("column " + database + "." + column, content));
        }
        return left;
    }

    @Override
    public void close() {
        cluster.close();
        traces.close();
    }

    private static String kind(Path file) {
        String name = file.toString();
        return name.endsWith(".err") || name.endsWith(".out") ? "log " : name.contains(".db") ? "database file " : "file ";
    }

    private static ServiceProgram ownTemporaryFiles(ServiceProgram program, Path folder) {
        return service -> {
            List<String> command = new ArrayList<>(program.command(service));
            command.add(1, "-Djava.io.tmpdir=" + folder.toAbsolutePath());
            return command;
        };
    }
}
