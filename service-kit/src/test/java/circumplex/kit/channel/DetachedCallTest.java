package circumplex.kit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a channel sees of the context of a call: nothing but its time and its end. */
class DetachedCallTest {

    private static final Context.Key<String> MARK = Context.key("mark");

    private final RecordingChannel channel = new RecordingChannel();
    private final Context.CancellableContext around = Context.current()
            .withValue(MARK, "around")
            .withDeadline(Deadline.after(20, TimeUnit.SECONDS), Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
            }));

    @Test
    void theChannelWorksOutsideOfTheContext() throws Exception {
        around.call(() -> {
            ClientCall<?, ?> call = call(CallOptions.DEFAULT);
            call.request(1);
            call.halfClose();
            call.cancel("enough", null);
            return call;
        });

        assertThat(channel.contexts).containsExactly("newCall: null", "start: null", "request: null", "halfClose: null", "cancel: null");
    }

    @Test
    void theAnswerComesInTheContext() throws Exception {
        List<String> seen = new ArrayList<>();
        around.call(() -> call(CallOptions.DEFAULT, new ClientCall.Listener<>() {
            @Override
            public void onClose(Status status, Metadata trailers) {
                seen.add(status.getCode() + " in " + MARK.get());
            }
        }));

        channel.listener.onClose(Status.OK, new Metadata());

        assertThat(seen).containsExactly("OK in around");
    }

    @Test
    void theEndOfTheContextEndsTheCall() throws Exception {
        around.call(() -> call(CallOptions.DEFAULT));
        around.cancel(new IllegalStateException("the client is gone"));

        assertThat(channel.contexts).endsWith("cancel: null");
    }

    @Test
    void aContextThatHasEndedEndsTheCall() throws Exception {
        around.cancel(null);
        around.call(() -> call(CallOptions.DEFAULT));

        assertThat(channel.contexts).endsWith("cancel: null");
    }

    /** Otherwise the context, which may live long, keeps every call that failed at once. */
    @Test
    void aCallThatEndsAsSoonAsItStartsHearsOfTheContextNoMore() throws Exception {
        channel.endsAtOnce = true;
        around.call(() -> call(CallOptions.DEFAULT));
        around.cancel(new IllegalStateException("the client is gone"));

        assertThat(channel.contexts).endsWith("start: null");
    }

    @Test
    void theEndOfItsTimeIsLeftToTheDeadline() throws Exception {
        around.call(() -> call(CallOptions.DEFAULT));
        around.cancel(new TimeoutException());

        assertThat(channel.contexts).endsWith("start: null");
    }

    @Test
    void aCallThatIsOverIsNotCancelled() throws Exception {
        around.call(() -> call(CallOptions.DEFAULT));
        channel.listener.onClose(Status.OK, new Metadata());
        around.cancel(null);

        assertThat(channel.contexts).endsWith("start: null");
    }

    @Test
    void theEarlierDeadlineGoesAlong() throws Exception {
        Deadline sooner = Deadline.after(1, TimeUnit.SECONDS);
        Deadline later = Deadline.after(60, TimeUnit.SECONDS);

        around.call(() -> call(CallOptions.DEFAULT.withDeadline(sooner)));
        assertThat(channel.deadline).isEqualTo(sooner);
        around.call(() -> call(CallOptions.DEFAULT.withDeadline(later)));
        assertThat(channel.deadline).isEqualTo(around.getDeadline());
        around.call(() -> call(CallOptions.DEFAULT));
        assertThat(channel.deadline).isEqualTo(around.getDeadline());
    }

    private ClientCall<?, ?> call(CallOptions options) {
        return call(options, new ClientCall.Listener<>() {});
    }

    private ClientCall<?, ?> call(CallOptions options, ClientCall.Listener<RankPostsResponse> listener) {
        ClientCall<RankPostsRequest, RankPostsResponse> call =
                new OutboundInterceptor().interceptCall(RankerServiceGrpc.getRankPostsMethod(), options, channel);
        call.start(listener, new Metadata());
        return call;
    }

    private static final class RecordingChannel extends Channel {

        private final List<String> contexts = new ArrayList<>();
        private ClientCall.Listener<?> listener = new ClientCall.Listener<>() {};
        private @Nullable Deadline deadline;
        private boolean endsAtOnce;

        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            note("newCall");
            deadline = options.getDeadline();
            return new ClientCall<>() {
                @Override
                public void start(Listener<A> started, Metadata headers) {
                    note("start");
                    listener = started;
                    if (endsAtOnce) {
                        started.onClose(Status.UNAVAILABLE, new Metadata());
                    }
                }

                @Override
                public void request(int messages) {
                    note("request");
                }

                @Override
                public void cancel(@Nullable String message, @Nullable Throwable cause) {
                    note("cancel");
                }

                @Override
                public void halfClose() {
                    note("halfClose");
                }

                @Override
                public void sendMessage(Q message) {
                    note("sendMessage");
                }
            };
        }

        @Override
        public String authority() {
            return "recording";
        }

        private void note(String what) {
            contexts.add(what + ": " + MARK.get());
        }
    }
}
