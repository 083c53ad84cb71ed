package circumplex.kit.drain;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.admission.Admission;
import circumplex.kit.call.ErrorInterceptor;
import circumplex.kit.refusal.Refusal;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * What a server has under way: calls of endpoints, which are waited for, and calls of its own housekeeping (health, reflection),
 * which are not. Somebody who watches the health of a service would otherwise keep it from ending.
 */
@Singleton
public final class CallsUnderWay {

    /** By then a replica that takes over has taken over, or this one is back. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final OpenCalls endpoints = new OpenCalls();
    private final OpenCalls housekeeping = new OpenCalls();
    private final String service;
    private final Admission admission;

    CallsUnderWay(@Property(name = "circumplex.service") String service, Admission admission) {
        this.service = service;
        this.admission = admission;
    }

    public ServerInterceptor ofEndpoints() {
        return endpoints;
    }

    public ServerServiceDefinition ofHousekeeping(BindableService service) {
        return ServerInterceptors.intercept(service, housekeeping);
    }

    /** Calls of endpoints that are not answered, that wait for a thread, or whose handlers still run for a client that is gone. */
    int count() {
        return Math.max(endpoints.count(), working());
    }

    /** Calls that wait for a thread or whose handlers run, answered or not. */
    int working() {
        return admission.underWay();
    }

    void endHousekeeping() {
        housekeeping.endAll(
                call -> call.close(Status.UNAVAILABLE.withDescription("The service is stopping."), new Metadata()));
    }

    /** Cancels the work of every call of an endpoint and tells its client to try again. */
    void refuse() {
        endpoints.endAll(call -> ErrorInterceptor.close(
                call,
                Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "The service is stopping; the call was not finished.")
                        .with("service", service)
                        .retryAfter(SOON)
                        .repeatAfter(Duration.ZERO)));
    }
}
