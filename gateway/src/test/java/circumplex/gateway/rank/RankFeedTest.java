package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.SET;
import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.gateway.testing.Answer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.Samples;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.gateway.v1.UnscoredPlacement;
import circumplex.gateway.v1.UnscoredReason;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankedPost;
import circumplex.wire.WireValueSets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A feed with all services well. */
final class RankFeedTest {

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

    @Test
    void nobodyInParticularIsRankedByBaseScores() {
        RankFeedResponse answer = rank(feed());

        assertThat(Answer.of(answer)).isEqualTo(new Answer("b d c a", 1, List.of(), "a - fake/1"));
        assertThat(answer.getRankedList()).noneMatch(RankedFeedPost::getPersonalized);
        assertThat(services.personalizer.server.calls()).as("nobody's annotations are asked for").isEmpty();
    }

    @Test
    void aPersonIsRankedByThatPersonsScores() {
        RankFeedResponse answer = rank(feed().setUserId("anna"));

        assertThat(Answer.of(answer)).isEqualTo(new Answer("a d c b", 1, List.of(), "a opposite/1 fake/1"));
        assertThat(answer.getRankedList()).extracting(RankedFeedPost::getPersonalized).containsExactly(true, true, false, true);
    }

    @Test
    void ranksCountFromOneAndEngagementRanksAreTheOrderOfTheList() {
        RankFeedResponse answer = rank(feed());

        assertThat(answer.getRankedList()).extracting(RankedFeedPost::getRank).containsExactly(1, 2, 3, 4);
        assertThat(answer.getRankedList()).extracting(RankedFeedPost::getEngagementRank).containsExactly(2, 4, 3, 1);
    }

    @Test
    void whatTheRankerSaysIsPassedOn() {
        services.ranker.twist = answer -> {
            var twisted = answer.toBuilder().clearRanked().setKendallTau(-0.75).setKendallTauBScores(0.125);
            List<RankedPost> reversed = new java.util.ArrayList<>(answer.getRankedList());
            Collections.reverse(reversed);
            reversed.forEach(post -> twisted.addRanked(
                    post.hasScore() ? post.toBuilder().setScore(post.getScore() + 0.5).setContributionsMilli(3, 77) : post.toBuilder()));
            return twisted.build();
        };

        RankFeedResponse answer = rank(feed());

        assertThat(Answer.of(answer).order()).isEqualTo("a c d b");
        assertThat(answer.getKendallTau()).isEqualTo(-0.75);
        assertThat(answer.getKendallTauBScores()).isEqualTo(0.125);
        assertThat(answer.getRankedList()).extracting(RankedFeedPost::getScore).containsExactly(1.5, 0.0, 3.5, 5.5);
        assertThat(answer.getRankedList()).extracting(RankedFeedPost::hasScore).containsExactly(true, false, true, true);
        assertThat(answer.getRanked(1).getContributionsMilliList()).isEmpty();
        for (int i : new int[] {0, 2, 3}) {
            assertThat(answer.getRanked(i).getContributionsMilliList()).hasSize(SET.size());
            assertThat(answer.getRanked(i).getContributionsMilli(3)).isEqualTo(77);
        }
        assertThat(answer.getValueSet()).isEqualTo(WireValueSets.ref(SET));
    }

    @Test
    void absentFiguresStayAbsent() {
        RankFeedResponse answer = rank(RankFeedRequest.newBuilder().addPosts(post("a", "hedonism=1")));

        assertThat(answer.hasKendallTau()).isFalse();
        assertThat(answer.hasKendallTauBScores()).isFalse();
    }

    @Test
    void everyServiceIsAskedForItsPartOnly() {
        rank(feed().setUserId("anna").setTopK(3).putWeights("face", -0.25));

        ClassifyPostsRequest classify = (ClassifyPostsRequest) services.classifier.server.onlyCall().request();
        assertThat(classify.getValueSet()).isEqualTo(WireValueSets.ref(SET));
        assertThat(classify.getPostsList()).extracting(p -> p.getPostId() + " " + p.getText())
                .containsExactly("a hedonism=1", "b hedonism=5", "c   ", "d hedonism=3");

        PersonalizeScoresRequest personalize =
                (PersonalizeScoresRequest) services.personalizer.server.onlyCall().request();
        assertThat(personalize.getUserId()).isEqualTo("anna");
        assertThat(personalize.getValueSet()).isEqualTo(WireValueSets.ref(SET));
        assertThat(personalize.getPostsList()).extracting(PostToPersonalize::getPostId).containsExactly("a", "b", "d");
        assertThat(personalize.getPosts(1).getBaseScoresList()).hasSize(1);
        assertThat(personalize.getPosts(1).getBaseScores(0).getScorerId()).isEqualTo("a");
        assertThat(personalize.getPosts(1).getBaseScores(0).getValues()).isEqualTo(Samples.scores("hedonism=5"));

        RankPostsRequest rank = (RankPostsRequest) services.ranker.server.onlyCall().request();
        assertThat(rank.getValueSetsList()).containsExactly(WireValueSets.ref(SET));
        assertThat(rank.getWeightsMap()).isEqualTo(java.util.Map.of("hedonism", 1.0, "face", -0.25));
        assertThat(rank.getTopK()).isEqualTo(3);
        assertThat(rank.getPostsList()).extracting(PostToRank::getEngagementRank).containsExactly(1, 2, 3, 4);
        assertThat(rank.getPostsList()).extracting(PostToRank::getScoresCount).containsExactly(1, 1, 0, 1);
        assertThat(rank.getPosts(1).getScores(0).getScores(SET.requirePosition("hedonism"))).isEqualTo(1f);
        assertThat(rank.getPosts(1).getScores(0).getScores(0)).isEqualTo(6f);
    }

    @Test
    void theTopIsCutByTheRanker() {
        RankFeedResponse answer = rank(feed().setTopK(2));

        assertThat(Answer.of(answer).order()).isEqualTo("b d");
        assertThat(Answer.of(rank(feed().setTopK(500))).order()).isEqualTo("b d c a");
        assertThat(((RankPostsRequest) services.ranker.server.calls().get(0).request()).getTopK()).isEqualTo(2);
    }

    @Test
    void whereUnscoredPostsGoIsTheClientsChoice() {
        rank(feed());
        rank(feed().setUnscoredPlacement(UnscoredPlacement.UNSCORED_PLACEMENT_UNSCORED_LAST));

        assertThat(services.ranker.server.calls())
                .extracting(call -> ((RankPostsRequest) call.request()).getUnscoredPlacement())
                .containsExactly(
                        circumplex.ranker.v1.UnscoredPlacement.UNSCORED_PLACEMENT_KEEP_ENGAGEMENT_SLOT,
                        circumplex.ranker.v1.UnscoredPlacement.UNSCORED_PLACEMENT_UNSCORED_LAST);
    }

    @Test
    void anUnscoredPostSaysWhyAndOnlyTextsCount() {
        RankFeedResponse answer = rank(RankFeedRequest.newBuilder()
                .setUserId("anna")
                .putWeights("hedonism", 1)
                .addPosts(post("blank", "\t\n"))
                .addPosts(post("empty", ""))
                .addPosts(post("foreign", "~ hedonism=6"))
                .addPosts(post("a", "hedonism=1"))
                .addPosts(post("b", "hedonism=2"))
                .addPosts(post("c", "hedonism=3")));

        assertThat(Answer.of(answer))
                .as("three of the four texts were scored")
                .isEqualTo(new Answer("blank empty foreign a b c", 0.75, List.of(), "a opposite/1 fake/1"));
        assertThat(answer.getRankedList())
                .extracting(RankedFeedPost::getUnscoredReason)
                .containsExactly(
                        UnscoredReason.UNSCORED_REASON_EMPTY_TEXT,
                        UnscoredReason.UNSCORED_REASON_EMPTY_TEXT,
                        UnscoredReason.UNSCORED_REASON_UNSUPPORTED_LANGUAGE,
                        UnscoredReason.UNSCORED_REASON_UNSPECIFIED,
                        UnscoredReason.UNSCORED_REASON_UNSPECIFIED,
                        UnscoredReason.UNSCORED_REASON_UNSPECIFIED);
    }

    @Test
    void aFeedWithoutTextIsFullyCovered() {
        RankFeedRequest.Builder blank = RankFeedRequest.newBuilder().addPosts(post("a", "")).addPosts(post("b", " "));

        assertThat(Answer.of(rank(blank))).isEqualTo(new Answer("a b", 1, List.of(), "- - fake/1"));
        assertThat(Answer.of(rank(blank.setUserId("anna")))).isEqualTo(new Answer("a b", 1, List.of(), "- - fake/1"));
        assertThat(services.personalizer.server.calls()).as("nothing to personalise").isEmpty();
    }

    @Test
    void aFeedInAForeignLanguageIsNotCovered() {
        RankFeedRequest.Builder foreign = RankFeedRequest.newBuilder().setUserId("anna").addPosts(post("a", "~"));

        assertThat(Answer.of(rank(foreign))).isEqualTo(new Answer("a", 0, List.of(), "- - fake/1"));
    }

    @Test
    void anEmptyFeedIsAFeed() {
        RankFeedResponse answer = rank(RankFeedRequest.newBuilder().setUserId("anna").putWeights("hedonism", 1));

        assertThat(Answer.of(answer)).isEqualTo(new Answer("", 1, List.of(), "- - fake/1"));
        assertThat(answer.getRankingId()).isNotEmpty();
        assertThat(answer.hasKendallTau()).isFalse();
        assertThat(services.classifier.server.calls()).isEmpty();
    }

    @Test
    void theLargestFeedGoesThrough() {
        RankFeedRequest.Builder largest = RankFeedRequest.newBuilder().setUserId("anna").putWeights("hedonism", 1);
        String smile = new String(Character.toChars(0x1F600));
        IntStream.range(0, 500).forEach(i -> largest.addPosts(post("%0256d".formatted(i), smile.repeat(9_988) + " hedonism=" + i % 7)));

        RankFeedResponse answer = rank(largest);

        assertThat(answer.getDegradationsList()).isEmpty();
        assertThat(answer.getRankedCount()).isEqualTo(500);
        assertThat(answer.getRanked(0).getScore()).isEqualTo(6);
    }

    private static RankFeedResponse rank(RankFeedRequest.Builder request) {
        return services.feeds().rankFeed(request.build());
    }
}
