package circumplex.kit.channel;

import circumplex.kit.Caller;
import circumplex.kit.telemetry.OutboundCalls;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Optional;

/**
 * Sends the request id along, and insists on a deadline: the context's goes along by itself, and a call that has neither that nor
 * one of its own is a defect.
 */
final class OutboundInterceptor implements ClientInterceptor {

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        if (options.getDeadline() == null && Context.current().getDeadline() == null) {
            OutboundCalls.countWithoutDeadline();
            throw new IllegalStateException("outbound call without a deadline: " + method.getFullMethodName());
        }
        OutboundCalls.countSent();
        Optional<Caller> caller = Caller.ifAny();
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                caller.ifPresent(known -> headers.put(Caller.REQUEST_ID, known.requestId()));
                super.start(listener, headers);
            }
        };
    }
}
