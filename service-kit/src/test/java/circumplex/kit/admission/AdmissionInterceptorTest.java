package circumplex.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A place is given back after every course that a call can take. */
class AdmissionInterceptorTest {

    private static final int PLACES = 8;

    /** What a call can do or undergo. */
    private enum Event { WEIGH, CLOSE_OK, CLOSE_DEADLINE, CLOSE_REFUSED, THROW }

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

    private static final String METHOD = RankerServiceGrpc.getRankPostsMethod().getFullMethodName();

    /** A call that has arrived; {@code listener} is what gRPC tells about it. */
    private record Started(ServerStreamTracer tracer, ServerCall.Listener<RankPostsRequest> listener) {

        /** As gRPC ends a call: the stream first, then whoever listens. */
        void end(boolean well) {
            tracer.streamClosed(well ? Status.OK : Status.CANCELLED);
            quietly(well ? listener::onComplete : listener::onCancel);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void whateverHappensToCallsNoPlaceIsLostAndNoneIsAddedToThem(long seed) {
        Random random = new Random(seed);
        Admission admission = AdmissionTest.admission(PLACES);
        Arrivals arrivals = new Arrivals(admission, Map.of(METHOD, MethodType.UNARY));
        List<Started> open = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(3) > 0) {
                open.add(started(arrivals, admission, random));
            } else if (!open.isEmpty()) {
                open.remove(random.nextInt(open.size())).end(random.nextBoolean());
            }
            assertThat(admission.underWay()).isBetween(0, PLACES);
        }
        open.forEach(call -> call.end(false));
        assertThat(admission.underWay()).isZero();
        assertThat(admission.messageBytes()).isZero();
        assertThat(admission.shed()).isPositive();
    }

    @Test
    void whatIsNotOfAnEndpointNeedsNoPlace() {
        Admission admission = AdmissionTest.admission(PLACES);
        Arrivals arrivals = new Arrivals(admission, Map.of(METHOD, MethodType.UNARY));
        ServerStreamTracer tracer = arrivals.newServerStreamTracer("grpc.health.v1.Health/Check", new Metadata());
        assertThat(Arrivals.PLACE.get(tracer.filterContext(Context.ROOT))).isNull();
        assertThat(admission.underWay()).isZero();
    }

    @Test
    void aRefusalNeedsNoThreadOfItsOwnAndEverythingElseGetsOne() {
        Executor threads = task -> {};
        ServerCallExecutorSupplier supplier = Arrivals.on(threads, threads);
        Admission admission = AdmissionTest.admission(1);
        Arrivals arrivals = new Arrivals(admission, Map.of(METHOD, MethodType.UNARY));
        List<Executor> chosen = new ArrayList<>();
        for (String method : List.of(METHOD, METHOD, "grpc.health.v1.Health/Check")) {
            ServerStreamTracer tracer = arrivals.newServerStreamTracer(method, new Metadata());
            tracer.filterContext(Context.ROOT).run(() -> chosen.add(supplier.getExecutor(new FakeCall(), new Metadata())));
        }
        assertThat(chosen).element(0).isSameAs(threads);
        assertThat(chosen).element(2).isSameAs(threads);
        List<Thread> ranOn = new ArrayList<>();
        chosen.get(1).execute(() -> ranOn.add(Thread.currentThread()));
        assertThat(ranOn).containsExactly(Thread.currentThread());
    }

    private static Started started(Arrivals arrivals, Admission admission, Random random) {
        ServerStreamTracer tracer = arrivals.newServerStreamTracer(METHOD, new Metadata());
        AdmissionInterceptor interceptor = new AdmissionInterceptor(admission);
        List<ServerCall.Listener<RankPostsRequest>> started = new ArrayList<>();
        List<Event> course = random.ints(random.nextInt(5), 0, Event.values().length).mapToObj(i -> Event.values()[i]).toList();
        boolean throwsAtOnce = random.nextInt(10) == 0;
        tracer.filterContext(Context.ROOT).run(() -> quietly(() -> started.add(interceptor.interceptCall(new FakeCall(), new Metadata(), (call, headers) -> {
            if (throwsAtOnce) {
                throw new IllegalStateException("at the start");
            }
            return new ServerCall.Listener<RankPostsRequest>() {
                @Override
                public void onHalfClose() {
                    course.forEach(event -> undergo(event, tracer));
                }
            };
        }))));
        if (started.isEmpty()) {
            return new Started(tracer, new ServerCall.Listener<>() {});
        }
        ServerCall.Listener<RankPostsRequest> listener = started.get(0);
        listener.onMessage(RankPostsRequest.getDefaultInstance());
        tracer.filterContext(Context.ROOT).run(() -> quietly(listener::onHalfClose));
        return new Started(tracer, listener);
    }

    private static void undergo(Event event, ServerStreamTracer tracer) {
        switch (event) {
            case WEIGH -> tracer.filterContext(Context.ROOT).run(() -> Permit.current().orElseThrow().weigh(1000));
            case CLOSE_OK -> tracer.streamClosed(Status.OK);
            case CLOSE_DEADLINE -> tracer.streamClosed(Status.DEADLINE_EXCEEDED);
            case CLOSE_REFUSED -> tracer.streamClosed(Status.UNAVAILABLE);
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
