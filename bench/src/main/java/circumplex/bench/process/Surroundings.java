package circumplex.bench.process;

import circumplex.cli.services.ServiceName;
import java.util.Map;

/** The environment that a trial's processes do not inherit: a setting of whoever runs the trial would change what is tried. */
final class Surroundings {

    private Surroundings() {}

    static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("CIRCUMPLEX_") || name.startsWith("GRPC_") || name.startsWith("LOG_"));
        for (ServiceName service : ServiceName.values()) {
            environment.keySet().removeIf(name -> name.startsWith(service.name() + "_"));
        }
    }
}
