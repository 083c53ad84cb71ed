package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.UnscoredPlacement;
import circumplex.values.v1.ValueScores;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the contract's annotations, kept by one interceptor: rule and path, never prose. */
class ValidationTest {

    private static final PostToRank POST = PostToRank.newBuilder().setPostId("p").setEngagementRank(1).build();

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theSmallestRequestIsValid() {
        assertThat(server.ranker().rankPosts(TestServer.REQUEST)).isEqualTo(RankPostsResponse.getDefaultInstance());
    }

    @ParameterizedTest
    @ValueSource(doubles = {
        Double.NaN, 1.2, -1.2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0000000000000002
    })
    void aWeightIsANumberFromMinus1To1(double weight) {
        assertRefused(TestServer.REQUEST.toBuilder().putWeights("x", weight), "weights[\"x\"] double.gte_lte");
    }

    @Test
    void theKeyOfAMapIsInThePath() {
        assertRefused(
                TestServer.REQUEST.toBuilder().putWeights("x\"]y\\", 2),
                "weights[\"x\\\"]y\\\\\"] double.gte_lte");
        assertThat(refused(TestServer.REQUEST.toBuilder().putWeights("k".repeat(129), 0)).violations())
                .singleElement()
                .asString()
                .startsWith("weights[\"kkk")
                .endsWith(" string.max_bytes");
    }

    @Test
    void thePathLeadsIntoNestedLists() {
        RankPostsRequest.Builder request = TestServer.REQUEST.toBuilder()
                .addPosts(POST)
                .addPosts(POST.toBuilder()
                        .addScores(ValueScores.newBuilder().addScores(1))
                        .addScores(ValueScores.newBuilder()));

        assertRefused(request, "posts[1].scores[1].scores repeated.min_items");
    }

    @Test
    void everyFieldAtFaultIsNamed() {
        RankPostsRequest.Builder request = TestServer.REQUEST.toBuilder()
                .addPosts(POST)
                .addPosts(POST.toBuilder().clearPostId())
                .addPosts(POST.toBuilder().setEngagementRank(0))
                .setTopK(0)
                .setUnscoredPlacementValue(77);

        assertThat(refused(request).violations())
                .containsExactlyInAnyOrder(
                        "posts[1].post_id string.min_len",
                        "posts[2].engagement_rank uint32.gte_lte",
                        "top_k uint32.gte_lte",
                        "unscored_placement enum.defined_only");
    }

    @Test
    void listsHaveABound() {
        assertRefused(
                TestServer.REQUEST.toBuilder().addAllPosts(Collections.nCopies(10_001, POST)), "posts repeated.max_items");
        assertRefused(RankPostsRequest.newBuilder(), "value_sets repeated.min_items");
    }

    @Test
    void thousandsOfViolationsStillFitIntoAnAnswer() {
        RankPostsRequest.Builder request = TestServer.REQUEST.toBuilder()
                .addAllPosts(Collections.nCopies(10_000, PostToRank.getDefaultInstance()));

        assertThat(refused(request).violations()).hasSizeGreaterThan(10).contains("posts[0].post_id string.min_len");
    }

    @Test
    void theHandlerIsNotReached() {
        AtomicInteger calls = new AtomicInteger();
        server.does(request -> {
            calls.incrementAndGet();
            return RankPostsResponse.getDefaultInstance();
        });
        refused(RankPostsRequest.newBuilder());

        assertThat(server.ranker().rankPosts(TestServer.REQUEST.toBuilder()
                        .setUnscoredPlacement(UnscoredPlacement.UNSCORED_PLACEMENT_UNSCORED_LAST)
                        .build()))
                .isNotNull();
        assertThat(calls).hasValue(1);
    }

    private static void assertRefused(RankPostsRequest.Builder request, String violation) {
        Refused failed = refused(request);

        assertThat(failed.violations()).containsExactly(violation);
        assertThat(failed.metadata()).containsEntry("rule", violation.substring(violation.lastIndexOf(' ') + 1));
    }

    private static Refused refused(RankPostsRequest.Builder request) {
        Refused failed = Refused.by(() -> server.ranker().rankPosts(request.build()));
        assertThat(failed.codeAndReason()).isEqualTo("INVALID_ARGUMENT/INVALID_REQUEST");
        return failed;
    }
}
