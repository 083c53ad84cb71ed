package circumplex.gateway.downstream;

import circumplex.gateway.GatewaySettings;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.gateway.feed.FeedQuery;
import circumplex.gateway.feed.PersonalizedFeed;
import circumplex.gateway.feed.Ranking;
import circumplex.gateway.feed.Rules;
import circumplex.gateway.feed.UnscoredPlacement;
import circumplex.kit.channel.Channels;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.ranker.v1.UncertaintyOptions;
import circumplex.values.ScoreVector;
import circumplex.values.WeightVector;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import io.grpc.ManagedChannel;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** ranker-svc as the gateway sees it. */
@Singleton
public final class RankerClient {

    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private final ManagedChannel channel;

    RankerClient(GatewaySettings settings) {
        channel = Channels.open("RANKER_ADDRESS", settings.rankerAddress(), "ranker", MAX_ANSWER_BYTES);
    }

    @PreDestroy
    void close() {
        channel.shutdownNow();
    }

    /**
     * Orders the posts of a feed.
     *
     * @param classified what a floor judges by; the order never rests on it
     * @param scored a post that is missing there is unscored; what it says of doubt is asked about if the query wants that
     */
    public Ranking rank(
            FeedQuery query, WeightVector weights, List<ClassifiedPost> classified, PersonalizedFeed scored, Duration budget) {
        Map<String, ScoreVector> scores = scored.scores();
        Optional<PersonalizedFeed.Doubt> doubt = scored.doubt().filter(known -> query.rankIntervals());
        RankPostsRequest.Builder request = RankPostsRequest.newBuilder()
                .addValueSets(WireValueSets.ref(query.set()))
                .putAllWeights(weights.toMap())
                .setUnscoredPlacement(placement(query.unscoredPlacement()));
        query.topK().ifPresent(request::setTopK);
        if (!query.rules().equals(Rules.NONE)) {
            request.setRules(RankerRulesWire.of(query.rules()));
        }
        Map<String, ScoreVector> judgedBy = query.rules().floor().isPresent() ? preferred(classified) : Map.of();
        doubt.ifPresent(known -> request.setUncertainty(
                UncertaintyOptions.newBuilder().addAllResidualCorrelation(known.residualCorrelation())));
        for (int i = 0; i < query.posts().size(); i++) {
            PostToRank.Builder post =
                    PostToRank.newBuilder().setPostId(query.posts().get(i).id()).setEngagementRank(i + 1);
            ScoreVector known = scores.get(post.getPostId());
            if (known != null) {
                post.addScores(WireVectors.scores(known));
                doubt.map(errors -> errors.errors().get(post.getPostId()))
                        .ifPresent(error -> post.addScoreSe(WireVectors.scores(error)));
            }
            ScoreVector base = judgedBy.get(post.getPostId());
            if (base != null) {
                post.addBaseScores(WireVectors.scores(base));
            }
            if (query.rules().authorCap().isPresent()) {
                post.setAuthorKey(query.posts().get(i).authorKey());
            }
            request.addPosts(post);
        }
        RankPostsResponse response = RankerServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS)
                .rankPosts(request.build());
        NonsenseException.unless(response.hasUncertainty() == doubt.isPresent(), "intervals that nobody asked for, or none");
        return new RankingWire(query, scores.keySet(), judgedBy.keySet(), response).read();
    }

    private static Map<String, ScoreVector> preferred(List<ClassifiedPost> classified) {
        Map<String, ScoreVector> preferred = new HashMap<>();
        classified.forEach(post -> post.preferred().ifPresent(scores -> preferred.put(post.id(), scores)));
        return preferred;
    }

    private static circumplex.ranker.v1.UnscoredPlacement placement(UnscoredPlacement placement) {
        return switch (placement) {
            case KEEP_ENGAGEMENT_SLOT ->
                circumplex.ranker.v1.UnscoredPlacement.UNSCORED_PLACEMENT_KEEP_ENGAGEMENT_SLOT;
            case UNSCORED_LAST -> circumplex.ranker.v1.UnscoredPlacement.UNSCORED_PLACEMENT_UNSCORED_LAST;
        };
    }
}
