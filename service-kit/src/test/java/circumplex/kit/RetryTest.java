package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.channel.Channels;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.testing.Refused;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a channel repeats by itself. Every test has a channel of its own, because a channel remembers failures. */
class RetryTest {

    private static TestServer server;

    private final AtomicInteger attempts = new AtomicInteger();

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void refuseAll() {
        refuse(Integer.MAX_VALUE, passing());
    }

    @Test
    void aCallThatFailsOnceSucceeds() {
        refuse(1, passing());
        try (Open channel = new Open("ranker")) {
            channel.rank();
        }
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aCallIsSentThreeTimesAtMost() {
        try (Open channel = new Open("ranker")) {
            assertThat(Refused.by(channel::rank).code()).isEqualTo(Status.Code.UNAVAILABLE);
        }
        assertThat(attempts).hasValue(3);
    }

    @Test
    void aLargeRequestIsRepeatedToo() {
        refuse(1, passing());
        try (Open channel = new Open("ranker")) {
            // Rules are checked after it arrived, and only then it could be refused for them.
            var large = TestServer.REQUEST.toBuilder();
            large.setUnknownFields(UnknownFieldSet.newBuilder()
                    .addField(
                            60_000,
                            UnknownFieldSet.Field.newBuilder()
                                    .addLengthDelimited(ByteString.copyFrom(new byte[3 << 20]))
                                    .build())
                    .build());
            channel.ranker().rankPosts(large.build());
        }
        assertThat(attempts).hasValue(2);
    }

    @Test
    void whatFailsForAnotherReasonIsNotRepeated() {
        refuse(Integer.MAX_VALUE, Refusal.of(ErrorReason.ERROR_REASON_NO_SCORER, "never"));
        try (Open channel = new Open("ranker")) {
            assertThat(Refused.by(channel::rank).code()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        }
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whatALayerBelowHasRepeatedIsNotRepeatedAgain() {
        server.does(request -> {
            attempts.incrementAndGet();
            throw Status.UNAVAILABLE.asRuntimeException();
        });
        try (Open channel = new Open("ranker")) {
            assertThat(Refused.by(channel::rank).codeAndReason()).isEqualTo("UNAVAILABLE/UNAVAILABLE");
        }
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whatCannotBeRepeatedIsNot() {
        try (Open channel = new Open("personalizer")) {
            AtomicInteger deletions = server.bean(SteeredPersonalizerEndpoint.class).refuseDeletions(passing());
            assertThat(Refused.by(() -> PersonalizerServiceGrpc.newBlockingStub(channel.channel)
                                    .withDeadlineAfter(Duration.ofSeconds(10))
                                    .deleteUserData(DeleteUserDataRequest.newBuilder().setUserId("ann").build()))
                            .code())
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(deletions).hasValue(1);
        }
    }

    /** A service that is down is not called more often than it would be without repetition, or hardly. */
    @Test
    void whereEveryCallFailsHardlyAnyIsRepeated() {
        int calls = 100;
        try (Open channel = new Open("ranker")) {
            for (int i = 0; i < calls; i++) {
                assertThat(Refused.by(channel::rank).code()).isEqualTo(Status.Code.UNAVAILABLE);
            }
        }
        assertThat(attempts.get() / (double) calls).isBetween(1.01, 1.2);
    }

    @Test
    void theDeadlineSpansAllAttempts() {
        server.does(request -> {
            attempts.incrementAndGet();
            throw Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "not now").repeatAfter(Duration.ofSeconds(60));
        });
        try (Open channel = new Open("ranker")) {
            assertThat(Refused.by(() -> channel.ranker().withDeadlineAfter(Duration.ofMillis(500)).rankPosts(TestServer.REQUEST))
                            .code())
                    .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        }
        assertThat(attempts).hasValue(1);
    }

    private static Refusal passing() {
        return Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "not now");
    }

    private void refuse(int times, Refusal refusal) {
        server.does(request -> {
            if (attempts.incrementAndGet() <= times) {
                throw refusal;
            }
            return RankPostsResponse.getDefaultInstance();
        });
    }

    private static final class Open implements AutoCloseable {

        private final ManagedChannel channel;

        Open(String service) {
            channel = Channels.open("KIT_ADDRESS", "127.0.0.1:" + server.port(), service, 1 << 20);
        }

        RankerServiceGrpc.RankerServiceBlockingStub ranker() {
            return RankerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(Duration.ofSeconds(10));
        }

        void rank() {
            assertThat(ranker().rankPosts(TestServer.REQUEST)).isNotNull();
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
