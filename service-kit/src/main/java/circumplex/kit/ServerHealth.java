package circumplex.kit;

import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Whether this process can serve, for the process (the empty name) and by service name: NOT_SERVING from the first moment that the
 * port is open until every warm-up is done.
 */
@Singleton
public final class ServerHealth {

    private final HealthStatusManager status = new HealthStatusManager();
    private final Set<String> names = new ConcurrentSkipListSet<>(Set.of(HealthStatusManager.SERVICE_NAME_ALL_SERVICES));

    private volatile boolean stopping;

    ServerHealth() {
        announce(ServingStatus.NOT_SERVING);
    }

    /** What answers the questions; it can be served on more than one port. */
    public BindableService service() {
        return status.getHealthService();
    }

    void register(List<String> serviceNames) {
        names.addAll(serviceNames);
        announce(ServingStatus.NOT_SERVING);
    }

    void serving() {
        announce(ServingStatus.SERVING);
    }

    /** For good: no later status is taken. */
    public void stopping() {
        stopping = true;
        status.enterTerminalState();
    }

    /** Whether the process has begun to end: calls that would outlast it end by themselves then. */
    public boolean isStopping() {
        return stopping;
    }

    private void announce(ServingStatus serving) {
        names.forEach(name -> status.setStatus(name, serving));
    }
}
