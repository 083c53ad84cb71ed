package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.admission.Admission;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.values.v1.ValueScores;
import com.google.common.util.concurrent.ListenableFuture;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests of the largest size that gateway and classifier take, where there is room for one of them. */
class LargeRequestsTest {

    private static final int LARGEST = 24 << 20;

    private final CompletableFuture<RankPostsResponse> answer = new CompletableFuture<>();
    private final AtomicInteger handled = new AtomicInteger();
    private final TestServer server = TestServer.start(Map.of(
            "circumplex.limits.max-inbound-message-bytes", LARGEST, "circumplex.admission.max-bytes", LARGEST));

    @AfterEach
    void stop() {
        answer.complete(RankPostsResponse.getDefaultInstance());
        server.close();
    }

    @Test
    void oneIsWorkedOnAndTheNextIsRefusedUntilItIsOver() throws Exception {
        server.does(request -> {
            handled.incrementAndGet();
            return answer.join();
        });
        RankPostsRequest large = request(LARGEST - (1 << 20));
        ListenableFuture<RankPostsResponse> first = RankerServiceGrpc.newFutureStub(server.channel())
                .withDeadlineAfter(Eventually.PATIENCE)
                .rankPosts(large);
        Eventually.holds("the first is worked on", () -> handled.get() == 1);
        Admission admission = server.bean(Admission.class);
        assertThat(admission.messageBytes()).isEqualTo(large.getSerializedSize());

        for (int i = 0; i < 3; i++) {
            Refused refused = Refused.by(() -> ranker().rankPosts(large));
            assertThat(refused.codeAndReason()).isEqualTo("UNAVAILABLE/UNAVAILABLE");
            assertThat(refused.retry()).isPresent();
        }
        assertThat(handled).hasValue(1);
        assertThat(admission.messageBytes()).as("what was refused takes nothing").isEqualTo(large.getSerializedSize());

        answer.complete(RankPostsResponse.getDefaultInstance());
        assertThat(first.get()).isNotNull();
        Eventually.holds("nothing is held", () -> admission.messageBytes() == 0);
        assertThat(ranker().rankPosts(large)).isNotNull();
    }

    @Test
    void oneThatIsTooLargeIsToldTheLimit() {
        Refused refused = Refused.by(() -> ranker().rankPosts(request(LARGEST + (1 << 20))));

        assertThat(refused.codeAndReason()).isEqualTo("RESOURCE_EXHAUSTED/MESSAGE_TOO_LARGE");
        assertThat(refused.metadata()).isEqualTo(Map.of("limit_bytes", Integer.toString(LARGEST)));
        Eventually.holds("nothing is held", () -> server.bean(Admission.class).messageBytes() == 0);
    }

    /** Of about so many bytes. */
    private static RankPostsRequest request(int bytes) {
        ValueScores vector = ValueScores.newBuilder().addAllScores(Collections.nCopies(256, 1f)).build();
        RankPostsRequest.Builder request = TestServer.REQUEST.toBuilder().clearPosts();
        int perPost = 4 * vector.getSerializedSize();
        for (int post = 1; post <= bytes / perPost; post++) {
            request.addPosts(PostToRank.newBuilder()
                    .setPostId(Integer.toString(post))
                    .setEngagementRank(post)
                    .addAllScores(Collections.nCopies(4, vector)));
        }
        return request.build();
    }

    private RankerServiceGrpc.RankerServiceBlockingStub ranker() {
        return server.ranker().withDeadlineAfter(Duration.ofSeconds(30));
    }
}
