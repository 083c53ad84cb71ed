package circumplex.cli.installation;

import circumplex.cli.services.ServiceError;
import circumplex.cli.services.ServiceName;
import java.util.List;

/** The ports of a service are free before it is started: a better message than its own. */
final class FreePort {

    private FreePort() {}

    /** @throws ServiceError naming the port and who has it */
    static void require(ServiceName service, PortPlan ports, RunFolder runs) {
        for (int port : List.of(ports.port(service), ports.adminPort(service), ports.metricsPort(service))) {
            if (!PortHolder.isFree(port)) {
                throw new ServiceError(
                        ServiceError.Kind.UNAVAILABLE,
                        "port " + port + " for " + service.label() + " is taken by " + PortHolder.describe(port) + "; stop that, or choose other"
                                + " ports with --port-base (for the data in " + runs.data() + ")");
            }
        }
    }
}
