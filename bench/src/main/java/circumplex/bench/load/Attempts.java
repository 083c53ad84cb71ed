package circumplex.bench.load;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of a channel that were sent more than once, because a server refused them or went away. */
public final class Attempts implements ClientInterceptor {

    private final AtomicInteger repeated = new AtomicInteger();

    /** Calls with at least one repetition, whether the retry policy asked for it or the transport, which repeats what no server has seen. */
    public int repeatedCalls() {
        return repeated.get();
    }

    /** Counts from now on. */
    public void forget() {
        repeated.set(0);
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        AtomicInteger attempts = new AtomicInteger();
        return next.newCall(method, options.withStreamTracerFactory(new ClientStreamTracer.Factory() {
            @Override
            public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
                if (attempts.incrementAndGet() == 2) {
                    repeated.incrementAndGet();
                }
                return new ClientStreamTracer() {};
            }
        }));
    }
}
