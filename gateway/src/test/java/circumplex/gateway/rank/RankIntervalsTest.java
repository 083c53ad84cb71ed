package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.SET;
import static circumplex.gateway.testing.Samples.feed;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.Answer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.kit.testing.Eventually;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import io.grpc.Status.Code;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a feed's order can be trusted: from the personalizer's standard errors, through the ranker, to the answer. */
final class RankIntervalsTest {

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

    private static RankFeedRequest.Builder wanted() {
        return feed().setUserId("anna").setRankIntervals(true);
    }

    @Test
    void whatThePersonalizerIsNotSureOfReachesTheRankerAndComesBackAsIntervals() {
        services.personalizer.sure = false;
        List<Float> correlation = Collections.nCopies(SET.size() * SET.size(), 1f);
        services.personalizer.twist = answer -> answer.toBuilder().addAllResidualCorrelation(correlation).build();

        RankFeedResponse answer = rank(wanted());

        assertThat(answer.getDegradationsList()).isEmpty();
        assertThat(answer.getUncertainty().getDraws()).isEqualTo(500);
        assertThat(answer.getRankedList()).extracting(RankedFeedPost::hasRankInterval).containsOnly(true);
        assertThat(answer.getRanked(0).getRankInterval().getHigh()).isEqualTo(4);
        RankPostsRequest asked = asked();
        assertThat(asked.getUncertainty().getResidualCorrelationList()).isEqualTo(correlation);
        for (PostToRank post : asked.getPostsList()) {
            assertThat(post.getScoreSeCount()).isEqualTo(post.getScoresCount());
        }
        assertThat(asked.getPosts(0).getScoreSe(0).getScores(3)).isEqualTo(0.5f);
    }

    @Test
    void whoDoesNotAskPaysNothing() {
        services.personalizer.sure = false;
        RankFeedResponse answer = rank(feed().setUserId("anna"));
        assertThat(answer.hasUncertainty()).isFalse();
        assertThat(answer.getRanked(0).hasRankInterval()).isFalse();
        assertThat(asked().hasUncertainty()).isFalse();
        assertThat(asked().getPosts(0).getScoreSeCount()).isZero();
    }

    @Test
    void whereNobodyKnowsHowFarScoresAreOffTheAnswerSaysSo() {
        assertThat(Answer.of(rank(wanted())).degradations()).containsExactly("RANK NO_UNCERTAINTY 3");
        services.reset();
        assertThat(Answer.of(rank(feed().setRankIntervals(true))).degradations()).containsExactly("RANK NO_UNCERTAINTY 3");
        services.reset();
        services.personalizer.sure = false;
        services.personalizer.server.fail(Code.UNAVAILABLE);
        assertThat(Answer.of(rank(wanted())).degradations())
                .containsExactly("PERSONALIZE UNAVAILABLE 3", "RANK NO_UNCERTAINTY 3");
    }

    @Test
    void nonsenseIsNoUncertainty() {
        services.personalizer.sure = false;
        services.personalizer.twist = answer -> answer.toBuilder().addResidualCorrelation(1).build();
        assertThat(Answer.of(rank(wanted())).degradations()).containsExactly("PERSONALIZE FAILED 3", "RANK NO_UNCERTAINTY 3");
        services.reset();
        services.personalizer.sure = false;
        services.ranker.twistPost(0, post -> post.getRankIntervalBuilder().setLow(0));
        assertThat(Answer.of(rank(wanted())).degradations()).containsExactly("RANK FAILED 4", "RANK NO_UNCERTAINTY 3");
    }
}
