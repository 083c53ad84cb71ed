package circumplex.cli.installation;

import circumplex.cli.services.Address;
import circumplex.cli.services.DataFolder;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.util.Map;

/**
 * The environment of a lasting service: that of the command, databases included, but host, ports and addresses are those of the
 * installation.
 */
final class LastingEnvironment {

    private static final String HOST = "127.0.0.1";

    private LastingEnvironment() {}

    static Address address(ServiceName service, PortPlan ports) {
        return new Address(HOST, ports.port(service));
    }

    static void apply(Map<String, String> environment, ServiceName service, PortPlan ports, DataFolder data) {
        // It has no parent to end with.
        environment.remove("CIRCUMPLEX_PARENT_PID");
        JvmProfile.ENVIRONMENT.forEach(environment::putIfAbsent);
        for (ServiceName each : PortPlan.ORDER) {
            environment.remove(each.hostVariable());
            environment.put(each.addressVariable(), address(each, ports).toString());
        }
        environment.put(service.portVariable(), Integer.toString(ports.port(service)));
        environment.put(service.adminPortVariable(), Integer.toString(ports.adminPort(service)));
        environment.put(service.metricsPortVariable(), Integer.toString(ports.metricsPort(service)));
        environment.put("CIRCUMPLEX_DATA_DIR", data.path().toString());
        // No other gateway is there for clients to go to: nothing is gained by serving on after health says no.
        environment.putIfAbsent("CIRCUMPLEX_DRAIN_QUIET_MILLIS", "0");
        environment.put("LOG_APPENDER", "FILE");
        environment.put("LOG_FILE", data.lastingLog(service).toString());
    }
}
