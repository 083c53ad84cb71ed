package circumplex.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A place is given back after every course that a call can take. */
class AdmissionInterceptorTest {

    private static final int PLACES = 8;

    /** What a call can do or undergo; gRPC tells a listener of exactly one end. */
    private enum Event { NOTHING, CLOSE_OK, CLOSE_DEADLINE, CLOSE_REFUSED, THROW }

    private static final class FakeCall extends ServerCall<RankPostsRequest, RankPostsResponse> {

        @Override
        public void request(int messages) {}

        @Override
        public void sendHeaders(Metadata headers) {}

        @Override
        public void sendMessage(RankPostsResponse message) {}

        @Override
        public void close(Status status, Metadata trailers) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<RankPostsRequest, RankPostsResponse> getMethodDescriptor() {
            return RankerServiceGrpc.getRankPostsMethod();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void whateverHappensToCallsNoPlaceIsLostAndNoneIsAddedToThem(long seed) {
        Random random = new Random(seed);
        Admission admission = AdmissionTest.admission(PLACES);
        AdmissionInterceptor interceptor = new AdmissionInterceptor(admission, "kittest");
        List<ServerCall.Listener<RankPostsRequest>> open = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(3) > 0) {
                open.add(started(interceptor, random));
            } else if (!open.isEmpty()) {
                ServerCall.Listener<RankPostsRequest> ending = open.remove(random.nextInt(open.size()));
                quietly(random.nextBoolean() ? ending::onComplete : ending::onCancel);
            }
            assertThat(admission.underWay()).isBetween(0, PLACES);
        }
        open.forEach(call -> quietly(call::onCancel));
        assertThat(admission.underWay()).isZero();
        assertThat(admission.shed()).isPositive();
    }

    private static ServerCall.Listener<RankPostsRequest> started(AdmissionInterceptor interceptor, Random random) {
        List<ServerCall.Listener<RankPostsRequest>> started = new ArrayList<>();
        List<Event> course = random.ints(random.nextInt(5), 0, Event.values().length).mapToObj(i -> Event.values()[i]).toList();
        boolean throwsAtOnce = random.nextInt(10) == 0;
        quietly(() -> started.add(interceptor.interceptCall(new FakeCall(), new Metadata(), (call, headers) -> {
            if (throwsAtOnce) {
                throw new IllegalStateException("at the start");
            }
            return new ServerCall.Listener<RankPostsRequest>() {
                @Override
                public void onHalfClose() {
                    course.forEach(event -> undergo(event, call));
                }
            };
        })));
        if (started.isEmpty()) {
            return new ServerCall.Listener<>() {};
        }
        ServerCall.Listener<RankPostsRequest> listener = started.get(0);
        listener.onMessage(RankPostsRequest.getDefaultInstance());
        quietly(listener::onHalfClose);
        return listener;
    }

    private static void undergo(Event event, ServerCall<?, ?> call) {
        switch (event) {
            case NOTHING -> call.request(1);
            case CLOSE_OK -> call.close(Status.OK, new Metadata());
            case CLOSE_DEADLINE -> call.close(Status.DEADLINE_EXCEEDED, new Metadata());
            case CLOSE_REFUSED -> call.close(Status.UNAVAILABLE, new Metadata());
            case THROW -> throw new IllegalStateException("in the handler");
        }
    }

    private static void quietly(Runnable step) {
        try {
            step.run();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("the ");
        }
    }
}
