package circumplex.bench.process;

import circumplex.cli.services.ServiceName;
import java.util.List;
import java.util.Map;

/** The environment that a trial's processes do not inherit: a setting of whoever runs the trial would change what is tried. */
final class Surroundings {

    private static final List<String> INHERITED_BY_NOBODY = List.of("CIRCUMPLEX_", "GRPC_", "LOG_", "OTEL_", "JAVA_TOOL_OPTIONS");

    private Surroundings() {}

    static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> INHERITED_BY_NOBODY.stream().anyMatch(name::startsWith));
        for (ServiceName service : ServiceName.values()) {
            environment.keySet().removeIf(name -> name.startsWith(service.name() + "_"));
        }
    }
}
