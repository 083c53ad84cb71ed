package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSizeTest {

    private static final int LIMIT = 100_000;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("circumplex.limits.max-inbound-message-bytes", LIMIT));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRequestOfTheLimitIsTaken() {
        assertThat(server.ranker().rankPosts(ofSize(LIMIT))).isEqualTo(RankPostsResponse.getDefaultInstance());
        assertThat(server.ranker().withCompression("gzip").rankPosts(ofSize(LIMIT)))
                .isEqualTo(RankPostsResponse.getDefaultInstance());
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, LIMIT * 3 / 2, 2 * LIMIT})
    void aRequestOverTheLimitIsToldTheLimit(int size) {
        assertToldTheLimit(Refused.by(() -> server.ranker().rankPosts(ofSize(size))));
    }

    /** Its size is known only when it is unpacked: repeated letters make a request that is a hundredth of it on the wire. */
    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 2 * LIMIT, 20 * LIMIT})
    void aCompressedRequestOverTheLimitIsToldTheLimit(int size) {
        assertToldTheLimit(Refused.by(() -> server.ranker().withCompression("gzip").rankPosts(ofSize(size))));
    }

    @Test
    void aRequestOverTheTransportsLimitEndsWithTheSameStatus() {
        Refused failed = Refused.by(() -> server.ranker().rankPosts(ofSize(2 * LIMIT + 1)));

        assertThat(failed.code()).isEqualTo(io.grpc.Status.Code.RESOURCE_EXHAUSTED);
    }

    private static void assertToldTheLimit(Refused failed) {
        assertThat(failed.codeAndReason()).isEqualTo("RESOURCE_EXHAUSTED/MESSAGE_TOO_LARGE");
        assertThat(failed.metadata()).isEqualTo(Map.of("limit_bytes", Integer.toString(LIMIT)));
    }

    /** A request that keeps every rule and has exactly {@code bytes}. */
    private static RankPostsRequest ofSize(int bytes) {
        RankPostsRequest.Builder request = TestServer.REQUEST.toBuilder();
        PostToRank full = PostToRank.newBuilder().setPostId("x".repeat(256)).setEngagementRank(1).build();
        while (request.build().getSerializedSize() + 2 * full.getSerializedSize() < bytes) {
            request.addPosts(full);
        }
        for (int first = 1; first <= 256; first++) {
            for (int second : new int[] {1, 100, 200, 256}) {
                RankPostsRequest candidate = request.clone()
                        .addPosts(full.toBuilder().setPostId("x".repeat(first)))
                        .addPosts(full.toBuilder().setPostId("x".repeat(second)))
                        .build();
                if (candidate.getSerializedSize() == bytes) {
                    return candidate;
                }
            }
        }
        throw new AssertionError("no request of " + bytes + " bytes");
    }
}
