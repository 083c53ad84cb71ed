package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.UnscoredReason;
import circumplex.gateway.testing.Answer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.Samples;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.FeedFloor;
import circumplex.gateway.v1.FeedFloorLimit;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.FloorAction;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.gateway.v1.RemovedFeedPost;
import circumplex.gateway.v1.UnjudgedTreatment;
import circumplex.gateway.v1.UnmetRule;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.ranker.v1.AuthorCapRules;
import circumplex.ranker.v1.FloorLimit;
import circumplex.ranker.v1.FloorRules;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankingRules;
import circumplex.ranker.v1.RemovalReason;
import circumplex.ranker.v1.RemovedPost;
import io.grpc.Status.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of a feed: handed on to the ranker, and what becomes of a floor that nobody can keep. */
final class FeedRulesTest {

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
        Eventually.holds("all services are reached", () -> rank(feed().setUserId("anna")).getDegradationsCount() == 0);
        services.reset();
    }

    private static RankFeedResponse rank(RankFeedRequest.Builder request) {
        return FeedServiceGrpc.newBlockingStub(services.gateway.channel())
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .rankFeed(request.build());
    }

    private static RankPostsRequest asked() {
        return (RankPostsRequest) services.ranker.server.onlyCall().request();
    }

    /** At most 4 of hedonism, which only b has more of; a person's scores of it are a 5, b 1, d 3. */
    private static RankFeedRequest.Builder floored(FloorAction action, UnjudgedTreatment unjudged) {
        RankFeedRequest.Builder request = feed();
        request.getRulesBuilder().setFloor(FeedFloor.newBuilder()
                .addLimits(FeedFloorLimit.newBuilder().setValueId("hedonism").setAtMost(4))
                .setAction(action)
                .setUnjudged(unjudged));
        return request;
    }

    private static RankFeedRequest.Builder floored() {
        return floored(FloorAction.FLOOR_ACTION_REMOVE, UnjudgedTreatment.UNJUDGED_TREATMENT_PASS);
    }

    private static RankFeedRequest.Builder removing(UnjudgedTreatment unjudged) {
        return floored(FloorAction.FLOOR_ACTION_REMOVE, unjudged);
    }

    @Test
    void theRankerIsToldTheRules() {
        RankFeedRequest.Builder request = floored(FloorAction.FLOOR_ACTION_SEND_TO_END, UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH)
                .setPosts(0, post("a", "hedonism=1").toBuilder().setAuthorKey("ann"));
        request.getRulesBuilder().setEngagementBlendMilli(250).setMaxDisplacement(0);
        request.getRulesBuilder().getAuthorCapBuilder().setMaxPosts(2).setWindow(10);
        request.getRulesBuilder()
                .getFloorBuilder()
                .addLimits(FeedFloorLimit.newBuilder().setValueId("face").setAtLeast(0).setAtMost(5.5f));

        rank(request);

        assertThat(asked().getRules())
                .isEqualTo(RankingRules.newBuilder()
                        .setFloor(FloorRules.newBuilder()
                                .addLimits(FloorLimit.newBuilder().setValueId("hedonism").setAtMost(4))
                                .addLimits(FloorLimit.newBuilder().setValueId("face").setAtLeast(0).setAtMost(5.5f))
                                .setAction(circumplex.ranker.v1.FloorAction.FLOOR_ACTION_SEND_TO_END)
                                .setUnjudged(circumplex.ranker.v1.UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH))
                        .setEngagementBlendMilli(250)
                        .setAuthorCap(AuthorCapRules.newBuilder().setMaxPosts(2).setWindow(10))
                        .setMaxDisplacement(0)
                        .build());
        assertThat(asked().getPostsList()).extracting(PostToRank::getAuthorKey).containsExactly("ann", "", "", "");
    }

    @Test
    void whoAsksForNoRulesGetsNone() {
        RankFeedResponse answer = rank(feed().setPosts(0, post("a", "hedonism=1").toBuilder().setAuthorKey("ann")));

        assertThat(asked().hasRules()).isFalse();
        assertThat(asked().getPostsList()).extracting(PostToRank::getBaseScoresCount).containsOnly(0);
        assertThat(asked().getPostsList()).as("the author is nobody's business").extracting(PostToRank::getAuthorKey).containsOnly("");
        assertThat(answer.getRemovedList()).isEmpty();
        assertThat(answer.getFloorUnjudged()).isZero();
    }

    @Test
    void theFloorReadsBaseScoresAlsoWhereTheOrderIsAPersons() {
        RankFeedResponse answer = rank(floored().setUserId("anna"));

        for (PostToRank post : asked().getPostsList()) {
            String text = feed().getPostsList().stream()
                    .filter(sent -> sent.getPostId().equals(post.getPostId()))
                    .findFirst()
                    .orElseThrow()
                    .getText();
            assertThat(post.getBaseScoresList()).as(post.getPostId())
                    .isEqualTo(text.isBlank() ? List.of() : List.of(Samples.scores(text)));
        }
        assertThat(Answer.of(answer)).isEqualTo(new Answer("a c d", 1, List.of(), "a opposite/1 fake/1"));
        assertThat(removed(answer)).isEqualTo("b FLOOR hedonism");
        assertThat(answer.getFloorUnjudged()).as("c has no text, which is no degradation").isEqualTo(1);
    }

    /** Both scorers scored b, and the one to prefer says 5; the order is on the scale of the other, which scored everything. */
    @Test
    void theFloorReadsWhatTheScorerToPreferSaysWhateverTheOrderRestsOn() {
        services.classifier.twistPost(1, post -> post.getBaseScoresBuilder(0).setScorerId("better"));
        services.classifier.twist = services.classifier.twist.andThen(answer -> answer.toBuilder()
                .setPosts(1, answer.getPosts(1).toBuilder().addBaseScores(answer.getPosts(0).getBaseScores(0)))
                .build())::apply;

        RankFeedResponse answer = rank(floored());

        assertThat(removed(answer)).isEqualTo("b FLOOR hedonism");
        assertThat(asked().getPosts(1).getScores(0)).isEqualTo(Samples.scores("hedonism=1"));
        assertThat(asked().getPosts(1).getBaseScores(0)).isEqualTo(Samples.scores("hedonism=5"));
    }

    @Test
    void aPostThatOnlyAnotherScorerScoredIsJudgedToo() {
        RankFeedRequest.Builder request = floored().setPosts(1, post("b", "@other hedonism=5"));

        RankFeedResponse answer = rank(request);

        assertThat(removed(answer)).isEqualTo("b FLOOR hedonism");
        assertThat(answer.getFloorUnjudged()).isEqualTo(1);
        assertThat(Answer.of(answer).degradations()).containsExactly("CLASSIFY MIXED_SCORERS 1");
    }

    @Test
    void aPostAtTheEndSaysWhichLimitItBreaks() {
        RankFeedResponse answer = rank(floored(FloorAction.FLOOR_ACTION_SEND_TO_END, UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH));

        assertThat(Answer.of(answer).order()).isEqualTo("d a b c");
        assertThat(answer.getRankedList())
                .extracting(post -> String.join(" ", post.getBreachedValueIdsList()))
                .containsExactly("", "", "hedonism", "");
        assertThat(answer.getRemovedList()).isEmpty();
    }

    @Test
    void aPostAtTheEndHasNoInterval() {
        services.personalizer.sure = false;

        RankFeedResponse answer = rank(floored(FloorAction.FLOOR_ACTION_SEND_TO_END, UnjudgedTreatment.UNJUDGED_TREATMENT_PASS)
                .setUserId("anna")
                .setRankIntervals(true));

        assertThat(Answer.of(answer).degradations()).isEmpty();
        assertThat(Answer.of(answer).order()).isEqualTo("a c d b");
        assertThat(answer.getRankedList()).extracting(RankedFeedPost::hasRankInterval).containsExactly(true, true, true, false);
    }

    @Test
    void topKCountsWhatTheFloorLeft() {
        RankFeedResponse answer = rank(floored().setTopK(2));

        assertThat(Answer.of(answer)).isEqualTo(new Answer("d c", 1, List.of(), "a - fake/1"));
        assertThat(removed(answer)).as("and not those below").isEqualTo("b FLOOR hedonism");
    }

    @Test
    void aRuleThatCouldNotBeMetIsSaid() {
        services.ranker.twistPost(1, post -> post.addUnmet(circumplex.ranker.v1.UnmetRule.UNMET_RULE_AUTHOR_CAP));
        RankFeedRequest.Builder request = feed();
        request.getRulesBuilder().getAuthorCapBuilder().setMaxPosts(1).setWindow(2);

        RankFeedResponse answer = rank(request);

        assertThat(answer.getRanked(0).getUnmetList()).isEmpty();
        assertThat(answer.getRanked(1).getUnmetList()).containsExactly(UnmetRule.UNMET_RULE_AUTHOR_CAP);
        assertThat(services.feeds()
                        .explainPost(ExplainPostRequest.newBuilder()
                                .setRankingId(answer.getRankingId())
                                .setPostId(answer.getRanked(1).getPostId())
                                .build())
                        .getPost())
                .isEqualTo(answer.getRanked(1));
    }

    @Test
    void aPostThatWasRemovedIsNotExplained() {
        RankFeedResponse answer = rank(floored());
        Refused refused = Refused.by(() -> services.feeds()
                .explainPost(ExplainPostRequest.newBuilder()
                        .setRankingId(answer.getRankingId())
                        .setPostId("b")
                        .build()));
        assertThat(refused.metadata()).containsEntry("resource", "post");
    }

    /** For anna, by whom the order is a d c b. The same table is in the README. */
    @ParameterizedTest(name = "{0}, unjudged: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock = """
            nothing               | pass   | a c d   | b FLOOR hedonism                               | -
            nothing               | breach | a d     | b FLOOR hedonism, c UNJUDGED                   | -
            scorer goes on with b | pass   | a b c d | -                                              | CLASSIFY PENDING 1, RANK FLOOR_UNJUDGED 1
            scorer goes on with b | breach | a d     | b UNJUDGED, c UNJUDGED                         | CLASSIFY PENDING 1, RANK FLOOR_UNJUDGED 1
            classifier down       | pass   | a b c d | -                                              | CLASSIFY UNAVAILABLE 3, RANK FLOOR_UNJUDGED 3
            classifier down       | breach | -       | a UNJUDGED, b UNJUDGED, c UNJUDGED, d UNJUDGED | CLASSIFY UNAVAILABLE 3, RANK FLOOR_UNJUDGED 3
            personalizer down     | pass   | d c a   | b FLOOR hedonism                               | PERSONALIZE UNAVAILABLE 3
            ranker down           | pass   | a b c d | -                                              | RANK UNAVAILABLE 4, RANK FLOOR_UNJUDGED 3
            ranker down           | breach | -       | a UNJUDGED, b UNJUDGED, c UNJUDGED, d UNJUDGED | RANK UNAVAILABLE 4, RANK FLOOR_UNJUDGED 3
            """)
    void aFloorThatNobodyKeepsIsSaid(String fault, String unjudged, String order, String removed, String says) {
        switch (fault) {
            case "nothing" -> assertThat(services.classifier.server.calls()).isEmpty();
            case "scorer goes on with b" -> services.classifier.twistPost(1, post -> post.clearBaseScores()
                    .setUnscoredReason(UnscoredReason.UNSCORED_REASON_NOT_IN_TIME)
                    .setPending(true));
            case "classifier down" -> services.classifier.server.fail(Code.UNAVAILABLE);
            case "personalizer down" -> services.personalizer.server.fail(Code.UNAVAILABLE);
            default -> services.ranker.server.fail(Code.UNAVAILABLE);
        }

        RankFeedResponse answer = rank(removing(UnjudgedTreatment.valueOf("UNJUDGED_TREATMENT_" + unjudged.toUpperCase(Locale.ROOT)))
                .setUserId("anna"));

        assertThat(dash(Answer.of(answer).order())).isEqualTo(order);
        assertThat(dash(removed(answer))).isEqualTo(removed);
        assertThat(dash(String.join(", ", Answer.of(answer).degradations()))).isEqualTo(says);
        boolean nobody = fault.equals("classifier down") || fault.equals("ranker down");
        assertThat(answer.getFloorUnjudged()).isEqualTo(nobody ? 4 : fault.startsWith("scorer") ? 2 : 1);
        assertThat(readme()).contains("| " + String.join(" | ", fault, unjudged, order, removed, says) + " |");
    }

    @Test
    void withoutTheRankerNobodyIsAheadOfAnybodyAtTheEnd() {
        services.ranker.server.fail(Code.UNAVAILABLE);

        RankFeedResponse answer = rank(floored(FloorAction.FLOOR_ACTION_SEND_TO_END, UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH).setTopK(3));

        assertThat(Answer.of(answer).order()).isEqualTo("a b c");
        assertThat(answer.getRemovedList()).isEmpty();
        assertThat(answer.getFloorUnjudged()).isEqualTo(4);
    }

    @Test
    void rulesWithoutAFloorLeaveNothingUnjudged() {
        services.classifier.server.fail(Code.UNAVAILABLE);
        services.ranker.server.fail(Code.UNAVAILABLE);
        RankFeedRequest.Builder request = feed();
        request.getRulesBuilder().setMaxDisplacement(2);

        RankFeedResponse answer = rank(request);

        assertThat(Answer.of(answer).degradations()).containsExactly("CLASSIFY UNAVAILABLE 3", "RANK UNAVAILABLE 4");
        assertThat(answer.getFloorUnjudged()).isZero();
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                twisted("one unjudged post less", answer -> answer.setFloorUnjudged(0)),
                twisted("a post neither kept nor removed", RankPostsResponse.Builder::clearRemoved),
                twisted("a post removed and kept", answer -> answer.addRemoved(breaks("a", "hedonism"))),
                twisted("a post removed that was never sent", answer -> answer.setRemoved(0, breaks("x", "hedonism"))),
                twisted("a limit that nobody asked for", answer -> answer.setRemoved(0, breaks("b", "face"))),
                twisted("a broken limit that is not named", answer -> answer.getRemovedBuilder(0).clearBreachedValueIds()),
                twisted("removed for no reason", answer -> answer.getRemovedBuilder(0).clearReason()),
                twisted("a post without base scores that breaks a limit", answer -> answer.removeRanked(1).addRemoved(breaks("c", "hedonism"))),
                twisted("a post with base scores that is unjudged", answer -> answer.getRemovedBuilder(0)
                        .setReason(RemovalReason.REMOVAL_REASON_UNJUDGED)
                        .clearBreachedValueIds()),
                twisted("a limit broken by a post that was kept", answer -> answer.getRankedBuilder(0).addBreachedValueIds("hedonism")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void nonsenseAboutTheFloorIsAFloorThatNobodyKept(String what, UnaryOperator<RankPostsResponse> twist) {
        services.ranker.twist = twist;

        assertThat(Answer.of(rank(floored())))
                .isEqualTo(new Answer("a b c d", 1, List.of("RANK FAILED 4", "RANK FLOOR_UNJUDGED 3"), "a - -"));
    }

    @Test
    void aFloorThatNobodyAskedForIsNonsense() {
        services.ranker.twist = answer -> answer.toBuilder().removeRanked(0).addRemoved(breaks("b", "hedonism")).build();
        assertThat(Answer.of(rank(feed())).degradations()).containsExactly("RANK FAILED 4");
        services.ranker.twist = answer -> answer.toBuilder().setFloorUnjudged(1).build();
        assertThat(Answer.of(rank(feed())).degradations()).containsExactly("RANK FAILED 4");
    }

    private static RemovedPost breaks(String postId, String value) {
        return RemovedPost.newBuilder()
                .setPostId(postId)
                .setReason(RemovalReason.REMOVAL_REASON_FLOOR)
                .addBreachedValueIds(value)
                .build();
    }

    private static Arguments twisted(String what, Consumer<RankPostsResponse.Builder> change) {
        UnaryOperator<RankPostsResponse> twist = answer -> {
            RankPostsResponse.Builder twisted = answer.toBuilder();
            change.accept(twisted);
            return twisted.build();
        };
        return Arguments.of(what, twist);
    }

    private static String dash(String text) {
        return text.isEmpty() ? "-" : text;
    }

    /** With one space where a table has several. */
    private static String readme() {
        try {
            return Files.readString(Path.of("README.md")).replaceAll(" +", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String removed(RankFeedResponse answer) {
        return answer.getRemovedList().stream()
                .map(post -> String.join(
                                " ",
                                Stream.concat(
                                                Stream.of(post.getPostId(), post.getReason().name().replace("REMOVAL_REASON_", "")),
                                                post.getBreachedValueIdsList().stream())
                                        .toList()))
                .collect(Collectors.joining(", "));
    }
}
