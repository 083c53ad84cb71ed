package circumplex.gateway.replica;

import static circumplex.gateway.testing.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.feed.Ranking;
import circumplex.gateway.v1.ExplainPostResponse;
import circumplex.gateway.v1.ValueContribution;
import circumplex.kit.refusal.Refusal;
import circumplex.values.ScoreVector;
import circumplex.values.WeightVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is kept of a ranking explains it as the ranking itself would, and is small. */
final class KeptRankingTest {

    private static final int FEEDS = 100;

    /** With the default of RANKING_KEPT_MEBIBYTES. */
    private static final long KEPT_BYTES = 20L << 20;

    @Test
    void everyPlaceIsExplainedAsByTheRankingItself() {
        long seed = new Random().nextLong();
        RandomFeeds feeds = new RandomFeeds(seed);
        for (int i = 0; i < FEEDS; i++) {
            RankedFeed feed = feeds.next();
            KeptRanking kept = KeptRanking.of(feed);
            assertThat(kept.userId()).as("seed %d, feed %d", seed, i).isEqualTo(feed.userId());
            for (RankedFeed.Post post : feed.posts()) {
                assertThat(ExplanationWire.response(kept.explain(post.placed().place().postId())))
                        .as("seed %d, feed %d, post %d", seed, i, post.placed().rank())
                        .isEqualTo(explanation(feed, post));
            }
        }
    }

    @Test
    void whatHasNoPlaceIsNotFound() {
        long seed = new Random().nextLong();
        RankedFeed feed = new RandomFeeds(seed).next();
        KeptRanking kept = KeptRanking.of(feed);

        assertThat(feed.removed()).extracting(Ranking.Removed::postId).containsExactly("removed");
        assertThat(List.of("", "no post", "removed")).as("seed %d", seed).allSatisfy(postId -> {
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> kept.explain(postId));
            assertThat(refusal.metadata()).containsEntry("resource", "post");
        });
    }

    @Test
    void nineHundredRankingsOfAHundredPostsByAllValuesFit() {
        RankedFeed feed = new RandomFeeds(1).personal("anna", 100);

        assertThat(KEPT_BYTES / RankingStore.bytes("default", feed.rankingId(), KeptRanking.of(feed))).isGreaterThan(900);
    }

    /** From the ranking, without what is kept of it. */
    private static ExplainPostResponse explanation(RankedFeed feed, RankedFeed.Post post) {
        List<ValueContribution> contributions = new ArrayList<>();
        ScoreVector base = post.base();
        ScoreVector used = post.used();
        WeightVector weights = feed.weighting().weights();
        if (base != null && used != null && !post.placed().place().contributionsMilli().isEmpty()) {
            for (int i = 0; i < SET.size(); i++) {
                if (weights.thousandths(i) != 0) {
                    contributions.add(ValueContribution.newBuilder()
                            .setValueId(SET.dimension(i).id())
                            .setWeight(weights.thousandths(i) / 1000.0)
                            .setBaseScore(base.get(i))
                            .setScore(used.get(i))
                            .setContributionMilli(post.placed().place().contributionsMilli().get(i))
                            .build());
                }
            }
        }
        contributions.sort(
                Comparator.comparingInt((ValueContribution value) -> Math.abs(value.getContributionMilli())).reversed());
        return ExplainPostResponse.newBuilder()
                .setPost(RankedPostWire.post(post.placed()))
                .addAllContributions(contributions)
                .setRankingSize(feed.posts().size())
                .setModelVersions(RankedPostWire.versions(feed.versions()))
                .build();
    }
}
