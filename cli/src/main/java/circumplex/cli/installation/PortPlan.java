package circumplex.cli.installation;

import circumplex.cli.services.ServiceName;
import java.util.List;

/**
 * The ports of one installation, all counted from a base: services from 0, their admin ports from 10, their metrics from 20.
 *
 * @param base the gateway's port
 */
public record PortPlan(int base) {

    public static final PortPlan DEFAULT = new PortPlan(8980);
    public static final int LOWEST = 1024;
    public static final int HIGHEST = 65_512;

    /** In the order of their ports. */
    public static final List<ServiceName> ORDER =
            List.of(ServiceName.GATEWAY, ServiceName.CLASSIFIER, ServiceName.PERSONALIZER, ServiceName.RANKER);

    private static final int ADMIN = 10;
    private static final int METRICS = 20;

    public PortPlan {
        if (base < LOWEST || base > HIGHEST) {
            throw new IllegalArgumentException("must be " + LOWEST + " to " + HIGHEST + ", was " + base);
        }
    }

    /** The plan in which {@code service} has {@code port}. */
    static PortPlan with(ServiceName service, int port) {
        return new PortPlan(port - ORDER.indexOf(service));
    }

    public int port(ServiceName service) {
        return base + ORDER.indexOf(service);
    }

    public int adminPort(ServiceName service) {
        return port(service) + ADMIN;
    }

    public int metricsPort(ServiceName service) {
        return port(service) + METRICS;
    }
}
