package circumplex.kit.channel;

import circumplex.kit.call.Caller;
import circumplex.kit.telemetry.OutboundCalls;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the request id and the remaining time of the call it works for along, ends with it, and insists on a deadline: a call that has
 * neither that of its context nor one of its own is a defect.
 *
 * <p>The channel itself never sees the context of a call, see {@link DetachedCall}.
 */
final class OutboundInterceptor implements ClientInterceptor {

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        Deadline deadline = earlier(options.getDeadline(), Context.current().getDeadline())
                .orElseThrow(() -> {
                    OutboundCalls.countWithoutDeadline();
                    return new IllegalStateException("outbound call without a deadline: " + method.getFullMethodName());
                });
        OutboundCalls.countSent();
        Optional<Caller> caller = Caller.ifAny();
        return new DetachedCall<>(() -> next.newCall(method, options.withDeadline(deadline))) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                caller.ifPresent(known -> headers.put(Caller.REQUEST_ID, known.requestId()));
                super.start(listener, headers);
            }
        };
    }

    private static Optional<Deadline> earlier(@Nullable Deadline own, @Nullable Deadline around) {
        if (own == null || around == null) {
            return Optional.ofNullable(own == null ? around : own);
        }
        return Optional.of(own.minimum(around));
    }
}
