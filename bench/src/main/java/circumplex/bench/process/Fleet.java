package circumplex.bench.process;

import circumplex.cli.services.Address;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two processes of every service: each gateway knows both of each of the others and shows its metrics. */
public final class Fleet implements AutoCloseable {

    private static final int REPLICAS = 2;

    private final Map<ServiceName, List<Replica>> replicas = new EnumMap<>(ServiceName.class);

    private Fleet() {}

    /**
     * Starts all eight, each in a folder of its own in {@code folder}.
     *
     * @param settings of a service; both replicas get the same
     */
    public static Fleet start(ServiceProgram program, Path folder, Function<ServiceName, Map<String, String>> settings) {
        Fleet fleet = new Fleet();
        Map<String, String> gatewaySettings = new HashMap<>(settings.apply(ServiceName.GATEWAY));
        for (ServiceName stage : List.of(ServiceName.CLASSIFIER, ServiceName.PERSONALIZER, ServiceName.RANKER)) {
            fleet.add(program, stage, folder, settings.apply(stage));
            gatewaySettings.put(stage.name() + "_ADDRESS", target(fleet.addresses(stage)));
        }
        fleet.add(program, ServiceName.GATEWAY, folder, gatewaySettings);
        try {
            // One replica of each first: it brings the tables up to date, and the other one finds them so.
            for (List<Replica> together : fleet.rows()) {
                together.forEach(Replica::launch);
                together.forEach(Replica::awaitServing);
            }
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    /** What a client is given to find all replicas of a service. */
    public static String target(List<Address> addresses) {
        return addresses.stream().map(Address::toString).collect(Collectors.joining(",", "static:///", ""));
    }

    public List<Address> addresses(ServiceName service) {
        return of(service).stream().map(Replica::address).toList();
    }

    public List<Replica> of(ServiceName service) {
        return replicas.getOrDefault(service, List.of());
    }

    /** All of them, service by service. */
    public List<Replica> all() {
        return replicas.values().stream().flatMap(List::stream).toList();
    }

    /** The first replicas of all services, then the second ones. */
    public List<List<Replica>> rows() {
        List<List<Replica>> rows = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            int copy = i;
            rows.add(replicas.values().stream().map(both -> both.get(copy)).toList());
        }
        return rows;
    }

    @Override
    public void close() {
        all().forEach(Replica::close);
    }

    private void add(ServiceProgram program, ServiceName service, Path folder, Map<String, String> settings) {
        List<Replica> both = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            Map<String, String> own = new HashMap<>(settings);
            if (service == ServiceName.GATEWAY) {
                own.put("GATEWAY_METRICS_PORT", Integer.toString(Ports.free()));
            }
            both.add(new Replica(program, service, folder.resolve(service.label() + "-" + (char) ('a' + i)), own));
        }
        replicas.put(service, both);
    }
}
