package circumplex.kit.admission;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Decides about every call when its headers arrive, on the thread that reads the connection. A call that is refused never waits for a
 * thread of its own: under overload that wait, behind all the calls that were let in, is what makes a refusal slow.
 */
public final class Arrivals extends ServerStreamTracer.Factory {

    /** The place of a call, empty if it is to be refused; set for every method of an endpoint and for no other. */
    static final Context.Key<Optional<Permit>> PLACE = Context.key("circumplex-place");

    private final Admission admission;
    private final Map<String, MethodType> methods;

    /** @param methods of the endpoints, by full name; calls of other methods, such as health, need no place */
    public Arrivals(Admission admission, Map<String, MethodType> methods) {
        this.admission = admission;
        this.methods = Map.copyOf(methods);
    }

    @Override
    public ServerStreamTracer newServerStreamTracer(String fullMethodName, Metadata headers) {
        MethodType type = methods.get(fullMethodName);
        return type == null ? new ServerStreamTracer() {} : new Arrival(admission.enter(Priority.of(type, headers)));
    }

    /** Runs refusals where they are decided, calls that have a place on {@code calls}, and those that need none on {@code housekeeping}. */
    public static ServerCallExecutorSupplier on(Executor calls, Executor housekeeping) {
        return new ServerCallExecutorSupplier() {
            @Override
            public <Q, A> Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
                Optional<Permit> place = place();
                if (place == null) {
                    return housekeeping;
                }
                return place.isEmpty() ? Runnable::run : calls;
            }
        };
    }

    @SuppressWarnings("NullableOptional") // null: no call of an endpoint
    private static @Nullable Optional<Permit> place() {
        return PLACE.get();
    }

    private static final class Arrival extends ServerStreamTracer {

        private final Optional<Permit> place;

        Arrival(Optional<Permit> place) {
            this.place = place;
        }

        @Override
        public Context filterContext(Context context) {
            return context.withValue(PLACE, place);
        }

        /** Said once of every call, however it ends. */
        @Override
        public void streamClosed(Status status) {
            place.ifPresent(permit -> permit.end(status.getCode()));
        }
    }
}
