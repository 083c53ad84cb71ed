package circumplex.bench.process;

import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One process of each service; the gateway knows where the others are. */
public final class Cluster implements AutoCloseable {

    private final Map<ServiceName, Replica> replicas = new EnumMap<>(ServiceName.class);

    private Cluster() {}

    /** Starts all four, each in a folder of its own in {@code folder}. */
    public static Cluster start(ServiceProgram program, Path folder, Map<String, String> settings) {
        Cluster cluster = new Cluster();
        Map<String, String> gatewaySettings = new HashMap<>(settings);
        for (ServiceName stage : List.of(ServiceName.CLASSIFIER, ServiceName.PERSONALIZER, ServiceName.RANKER)) {
            Replica replica = cluster.add(program, stage, folder, settings);
            gatewaySettings.put(stage.name() + "_ADDRESS", replica.address().toString());
        }
        cluster.add(program, ServiceName.GATEWAY, folder, gatewaySettings);
        try {
            cluster.replicas.values().forEach(Replica::launch);
            cluster.replicas.values().forEach(Replica::awaitServing);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public Replica get(ServiceName service) {
        Replica replica = replicas.get(service);
        if (replica == null) {
            throw new IllegalArgumentException("no " + service);
        }
        return replica;
    }

    public Replica gateway() {
        return get(ServiceName.GATEWAY);
    }

    @Override
    public void close() {
        replicas.values().forEach(Replica::close);
    }

    private Replica add(ServiceProgram program, ServiceName service, Path folder, Map<String, String> settings) {
        Replica replica = new Replica(program, service, folder.resolve(service.label()), settings);
        replicas.put(service, replica);
        return replica;
    }
}
