package circumplex.kit;

import circumplex.kit.telemetry.CallMetrics;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/**
 * Sends the request id along, and insists on a deadline: the context's goes along by itself, and a call that has neither that nor
 * one of its own is a defect.
 */
final class OutboundInterceptor implements ClientInterceptor {

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        if (options.getDeadline() == null && Context.current().getDeadline() == null) {
            CallMetrics.outboundWithoutDeadline();
            throw new IllegalStateException("outbound call without a deadline: " + method.getFullMethodName());
        }
        Caller caller = Caller.KEY.get();
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                if (caller != null) {
                    headers.put(CallerInterceptor.REQUEST_ID, caller.requestId());
                }
                super.start(listener, headers);
            }
        };
    }
}
