package circumplex.cli.doctor;

import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the databases that settings name can be reached. Of a URL only host and port are ever shown: the rest may hold a password,
 * and so may a host that is not well-formed.
 */
final class DatabaseUrlCheck {

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int DEFAULT_PORT = 5432;
    private static final Pattern POSTGRESQL =
            Pattern.compile("jdbc:postgresql:(?://(?<hosts>[A-Za-z0-9.,:\\[\\]_-]*)/)?(?<rest>[^/].*)?", Pattern.DOTALL);

    private DatabaseUrlCheck() {}

    static String variable(ServiceName service) {
        return service.name() + "_DB_URL";
    }

    static List<Finding> run(Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        for (ServiceName service : ServiceName.values()) {
            String url = environment.get(variable(service));
            if (url != null) {
                findings.add(look(variable(service), url));
            }
        }
        return findings;
    }

    private static Finding look(String variable, String url) {
        String check = "database of " + variable;
        if (url.startsWith("jdbc:h2:")) {
            return Finding.ok(check, "It is a database of H2, which the service opens itself");
        }
        Matcher parts = POSTGRESQL.matcher(url);
        if (!parts.matches()) {
            return Finding.fail(
                    check,
                    variable + " is no JDBC URL of PostgreSQL or H2 (it is not shown: it may hold a password)",
                    "Write jdbc:postgresql://HOST:PORT/DATABASE, and user and password in their own variables");
        }
        String hosts = parts.group("hosts");
        List<Finding> findings = Stream.of(hosts == null || hosts.isEmpty() ? new String[] {"localhost"} : hosts.split(",", -1))
                .map(host -> reach(check, variable, host))
                .toList();
        // Drivers go from one host to the next until one answers.
        return findings.stream().filter(finding -> finding.level() == Finding.Level.OK).findFirst().orElse(findings.get(0));
    }

    private static Finding reach(String check, String variable, String hostAndPort) {
        int colon = hostAndPort.endsWith("]") ? -1 : hostAndPort.lastIndexOf(':');
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        String port = colon < 0 ? Integer.toString(DEFAULT_PORT) : hostAndPort.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            return Finding.fail(check, "The port in " + variable + " must be 1 to 65535", "Correct " + variable);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port)), PATIENCE_MILLIS);
            return Finding.ok(check, host + ":" + port + " answers; user and password are tried by the start of the service");
        } catch (IOException e) {
            return Finding.fail(
                    check, host + ":" + port + " cannot be reached", "Start the database, or correct " + variable);
        }
    }
}
