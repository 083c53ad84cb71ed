package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.feed;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.gateway.testing.Answer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that the contract of a service rules out counts as none: nothing of it reaches the feed. */
final class NonsenseTest {

    private static FakeServices services;

    @BeforeAll
    static void start() {
        services = FakeServices.start();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @BeforeEach
    void reset() {
        services.reset();
    }

    static Stream<Arguments> classifications() {
        return Stream.of(
                nonsense("a post less", fakes -> fakes.classifier.twist = answer -> answer.toBuilder().removePosts(3).build()),
                nonsense("a post more", fakes -> fakes.classifier.twist =
                        answer -> answer.toBuilder().addPosts(answer.getPosts(0)).build()),
                nonsense("nothing", fakes -> fakes.classifier.twist = answer -> ClassifyPostsResponse.getDefaultInstance()),
                nonsense("another id", fakes -> fakes.classifier.twistPost(1, post -> post.setPostId("x"))),
                nonsense("another order", fakes -> fakes.classifier.twist = answer -> answer.toBuilder()
                        .setPosts(0, answer.getPosts(1))
                        .setPosts(1, answer.getPosts(0))
                        .build()),
                nonsense("a score of 7", fakes -> fakes.classifier.twistPost(1, post -> post.setBaseScores(0, base("a", 19, 7)))),
                nonsense("a score below 0", fakes -> fakes.classifier.twistPost(1, post -> post.setBaseScores(0, base("a", 19, -1)))),
                nonsense("no number", fakes -> fakes.classifier.twistPost(1, post -> post.setBaseScores(0, base("a", 19, Float.NaN)))),
                nonsense("18 scores", fakes -> fakes.classifier.twistPost(1, post -> post.setBaseScores(0, base("a", 18, 1)))),
                nonsense("a scorer without a name", fakes -> fakes.classifier.twistPost(1, post -> post.setBaseScores(0, base("", 19, 1)))),
                nonsense("a scorer twice", fakes -> fakes.classifier.twistPost(1, post -> post.addBaseScores(base("a", 19, 1)))),
                nonsense("three scorers", fakes -> fakes.classifier.twistPost(
                        1, post -> post.addBaseScores(base("b", 19, 1)).addBaseScores(base("c", 19, 1)))),
                nonsense("neither scores nor a reason", fakes -> fakes.classifier.twistPost(1, post -> post.clearBaseScores())),
                nonsense("scores of a text without a key", fakes -> fakes.classifier.twistPost(1, post -> post.clearContentKey())),
                nonsense("scores of another value set", fakes -> fakes.classifier.twistPost(1, post ->
                        post.setBaseScores(0, BaseScores.newBuilder(base("a", 19, 1)).setValues(
                                base("a", 19, 1).getValues().toBuilder().setValueSetId("discrimination-6"))))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("classifications")
    void fromTheClassifierLeavesPostsUnscored(String what, Consumer<FakeServices> plant) {
        plant.accept(services);
        assertThat(Answer.of(rank())).isEqualTo(new Answer("a b c d", 0, List.of("CLASSIFY FAILED 3"), "- - fake/1"));
    }

    static Stream<Arguments> personalizations() {
        return Stream.of(
                nonsense("a post less", fakes -> fakes.personalizer.twist = answer -> answer.toBuilder().removePosts(2).build()),
                nonsense("nothing", fakes -> fakes.personalizer.twist = answer -> PersonalizeScoresResponse.getDefaultInstance()),
                nonsense("another id", fakes -> fakes.personalizer.twistPost(1, post -> post.setPostId("x"))),
                nonsense("another order", fakes -> fakes.personalizer.twist = answer -> answer.toBuilder()
                        .setPosts(0, answer.getPosts(1))
                        .setPosts(1, answer.getPosts(0))
                        .build()),
                nonsense("a score of 7", fakes -> fakes.personalizer.twistPost(1, post -> post.setMean(packed(19, 7)))),
                nonsense("no number", fakes -> fakes.personalizer.twistPost(1, post -> post.setMean(packed(19, Float.NaN)))),
                nonsense("20 scores", fakes -> fakes.personalizer.twistPost(1, post -> post.setMean(packed(20, 1)))),
                nonsense("a post left out", fakes -> fakes.personalizer.twistPost(1, post -> post.clearMean())),
                nonsense("no calibrator", fakes -> fakes.personalizer.twistSummary(summary -> summary.clearCalibratorId())),
                nonsense("no summary", fakes -> fakes.personalizer.twist = answer -> answer.toBuilder().clearCalibration().build()),
                nonsense("a scorer that scored nothing", fakes -> fakes.personalizer.twistSummary(summary -> summary.setScorerId("b"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("personalizations")
    void fromThePersonalizerLeavesBaseScores(String what, Consumer<FakeServices> plant) {
        plant.accept(services);
        assertThat(Answer.of(rank())).isEqualTo(new Answer("b d c a", 0, List.of("PERSONALIZE FAILED 3"), "a - fake/1"));
    }

    static Stream<Arguments> rankings() {
        return Stream.of(
                nonsense("a post less", fakes -> fakes.ranker.twist = answer -> answer.toBuilder().removeRanked(0).build()),
                nonsense("nothing", fakes -> fakes.ranker.twist = answer -> RankPostsResponse.getDefaultInstance()),
                nonsense("a post twice", fakes -> fakes.ranker.twist = answer -> answer.toBuilder().setRanked(0, answer.getRanked(1)).build()),
                nonsense("another id", fakes -> fakes.ranker.twistPost(0, post -> post.setPostId("x"))),
                nonsense("another engagement rank", fakes -> fakes.ranker.twistPost(0, post -> post.setEngagementRank(2))),
                nonsense("engagement rank 0", fakes -> fakes.ranker.twistPost(0, post -> post.setEngagementRank(0))),
                nonsense("engagement rank 5", fakes -> fakes.ranker.twistPost(0, post -> post.setEngagementRank(5))),
                nonsense("18 contributions", fakes -> fakes.ranker.twistPost(0, post -> post.clearContributionsMilli()
                        .addAllContributionsMilli(java.util.Collections.nCopies(18, 1)))),
                nonsense("no contributions", fakes -> fakes.ranker.twistPost(0, post -> post.clearContributionsMilli())),
                nonsense("no score", fakes -> fakes.ranker.twistPost(0, post -> post.clearScore())),
                nonsense("a score that is no number", fakes -> fakes.ranker.twistPost(0, post -> post.setScore(Double.NaN))),
                nonsense("an infinite score", fakes -> fakes.ranker.twistPost(0, post -> post.setScore(Double.POSITIVE_INFINITY))),
                nonsense("a score of an unscored post", fakes -> fakes.ranker.twistPost(2, post -> post.setScore(1)
                        .addAllContributionsMilli(java.util.Collections.nCopies(19, 1)))),
                nonsense("a tau above 1", fakes -> fakes.ranker.twist = answer -> answer.toBuilder().setKendallTau(1.5).build()),
                nonsense("a tau that is no number", fakes -> fakes.ranker.twist =
                        answer -> answer.toBuilder().setKendallTau(Double.NaN).build()),
                nonsense("a tau of scores that is no number", fakes -> fakes.ranker.twist =
                        answer -> answer.toBuilder().setKendallTauBScores(Double.NaN).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rankings")
    void fromTheRankerLeavesTheEngagementOrder(String what, Consumer<FakeServices> plant) {
        plant.accept(services);
        RankFeedResponse answer = rank();
        assertThat(Answer.of(answer)).isEqualTo(new Answer("a b c d", 1, List.of("RANK FAILED 4"), "a opposite/1 -"));
        assertThat(services.feeds()
                        .explainPost(ExplainPostRequest.newBuilder()
                                .setRankingId(answer.getRankingId())
                                .setPostId("a")
                                .build())
                        .getContributionsList())
                .isEmpty();
    }

    private static Arguments nonsense(String what, Consumer<FakeServices> plant) {
        return Arguments.of(what, plant);
    }

    private static BaseScores base(String scorer, int count, float score) {
        return BaseScores.newBuilder().setScorerId(scorer).setValues(packed(count, score)).build();
    }

    private static ValueScores packed(int count, float score) {
        return ValueScores.newBuilder()
                .addAllScores(java.util.Collections.nCopies(count, score))
                .build();
    }

    private static RankFeedResponse rank() {
        return services.feeds().rankFeed(feed().setUserId("anna").build());
    }
}
