package circumplex.kit.call;

import io.grpc.Context.CancellableContext;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives every call a deadline: the client's, at most the maximum, or the default where the client set none. It goes on to every
 * outbound call through the context, and when it passes the call is closed and its context cancelled.
 */
public final class DeadlineInterceptor implements ServerInterceptor {

    private final CallDeadlines deadlines;
    private final ScheduledExecutorService timer;

    public DeadlineInterceptor(CallDeadlines deadlines, ScheduledExecutorService timer) {
        this.deadlines = deadlines;
        this.timer = timer;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        boolean streams = !call.getMethodDescriptor().getType().serverSendsOneMessage()
                || !call.getMethodDescriptor().getType().clientSendsOneMessage();
        Deadline asked = Context.current().getDeadline();
        Duration granted = asked == null ? deadlines.byDefault(streams) : deadlines.atMost(streams);
        // The context keeps the earlier one of the client's deadline and this one.
        CancellableContext context =
                Context.current().withDeadlineAfter(granted.toMillis(), TimeUnit.MILLISECONDS, timer);
        ServerCall<Q, A> ending = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                try {
                    super.close(status, trailers);
                } finally {
                    context.cancel(null);
                }
            }
        };
        context.addListener(ended -> closeIfLate(ended, ending), Runnable::run);
        Context previous = context.attach();
        try {
            return new DeadlineListener<>(next.startCall(ending, headers), context);
        } finally {
            context.detach(previous);
        }
    }

    private static void closeIfLate(Context ended, ServerCall<?, ?> call) {
        if (ended.cancellationCause() instanceof TimeoutException) {
            ended.run(() -> ErrorInterceptor.close(call, Failures.deadlineExceeded()));
        }
    }

    private static final class DeadlineListener<Q> extends AroundListener<Q> {

        private final CancellableContext context;

        DeadlineListener(ServerCall.Listener<Q> inner, CancellableContext context) {
            super(inner);
            this.context = context;
        }

        @Override
        protected void around(Runnable callback) {
            context.run(callback);
        }

        @Override
        public void onCancel() {
            super.onCancel();
            context.cancel(null);
        }

        @Override
        public void onComplete() {
            super.onComplete();
            context.cancel(null);
        }
    }
}
