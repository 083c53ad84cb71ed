package circumplex.gateway.downstream;

import circumplex.gateway.GatewaySettings;
import circumplex.gateway.feed.FeedQuery;
import circumplex.gateway.feed.PersonalizedFeed;
import circumplex.gateway.feed.Ranking;
import circumplex.gateway.feed.UnscoredPlacement;
import circumplex.kit.channel.Channels;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankInterval;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.ranker.v1.UncertaintyMethod;
import circumplex.ranker.v1.UncertaintyOptions;
import circumplex.values.ScoreVector;
import circumplex.values.WeightVector;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import io.grpc.ManagedChannel;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
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
     * @param scored a post that is missing there is unscored; what it says of doubt is asked about if the query wants that
     */
    public Ranking rank(FeedQuery query, WeightVector weights, PersonalizedFeed scored, Duration budget) {
        Map<String, ScoreVector> scores = scored.scores();
        Optional<PersonalizedFeed.Doubt> doubt = scored.doubt().filter(known -> query.rankIntervals());
        RankPostsRequest.Builder request = RankPostsRequest.newBuilder()
                .addValueSets(WireValueSets.ref(query.set()))
                .putAllWeights(weights.toMap())
                .setUnscoredPlacement(placement(query.unscoredPlacement()));
        query.topK().ifPresent(request::setTopK);
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
            request.addPosts(post);
        }
        RankPostsResponse response = RankerServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS)
                .rankPosts(request.build());
        NonsenseException.unless(response.hasUncertainty() == doubt.isPresent(), "intervals that nobody asked for, or none");
        return ranking(query, scores, response);
    }

    private static Ranking ranking(FeedQuery query, Map<String, ScoreVector> scores, RankPostsResponse response) {
        int expected = Math.min(query.posts().size(), query.topK().orElse(Integer.MAX_VALUE));
        NonsenseException.unless(response.getRankedCount() == expected, "another number of posts");
        List<Ranking.Place> places = new ArrayList<>(expected);
        Set<Integer> seen = new HashSet<>();
        for (RankedPost post : response.getRankedList()) {
            int rank = post.getEngagementRank();
            NonsenseException.unless(rank >= 1 && rank <= query.posts().size() && seen.add(rank), "a post twice or never sent");
            NonsenseException.unless(query.posts().get(rank - 1).id().equals(post.getPostId()), "a post under another id");
            boolean scored = scores.containsKey(post.getPostId());
            NonsenseException.unless(
                    post.hasScore() == scored && Double.isFinite(post.getScore()), "a score where none can be, or none");
            NonsenseException.unless(
                    post.getContributionsMilliCount() == (scored ? query.set().size() : 0), "another number of contributions");
            places.add(new Ranking.Place(
                    post.getPostId(),
                    rank,
                    post.hasScore() ? OptionalDouble.of(post.getScore()) : OptionalDouble.empty(),
                    post.getContributionsMilliList(),
                    interval(post, response)));
        }
        return new Ranking(
                places,
                tau(response.hasKendallTau(), response.getKendallTau()),
                tau(response.hasKendallTauBScores(), response.getKendallTauBScores()),
                response.getRankerId(),
                trust(response));
    }

    private static Optional<Ranking.Trust> trust(RankPostsResponse response) {
        UncertaintyMethod method = response.getUncertainty();
        return response.hasUncertainty()
                ? Optional.of(new Ranking.Trust(method.getMethod(), method.getDraws(), method.getSeed(), method.getTopK()))
                : Optional.empty();
    }

    private static Optional<Ranking.Interval> interval(RankedPost post, RankPostsResponse response) {
        RankInterval interval = post.getRankInterval();
        NonsenseException.unless(post.hasRankInterval() == response.hasUncertainty(), "an interval where none can be, or none");
        if (!post.hasRankInterval()) {
            return Optional.empty();
        }
        NonsenseException.unless(
                interval.getLow() >= 1
                        && interval.getLow() <= interval.getHigh()
                        && interval.getTopKProbability() >= 0
                        && interval.getTopKProbability() <= 1,
                "an interval that is none");
        return Optional.of(new Ranking.Interval(interval.getLow(), interval.getHigh(), interval.getTopKProbability()));
    }

    private static OptionalDouble tau(boolean present, double tau) {
        NonsenseException.unless(tau >= -1 && tau <= 1, "a Kendall figure outside of [-1, 1]");
        return present ? OptionalDouble.of(tau) : OptionalDouble.empty();
    }

    private static circumplex.ranker.v1.UnscoredPlacement placement(UnscoredPlacement placement) {
        return switch (placement) {
            case KEEP_ENGAGEMENT_SLOT ->
                circumplex.ranker.v1.UnscoredPlacement.UNSCORED_PLACEMENT_KEEP_ENGAGEMENT_SLOT;
            case UNSCORED_LAST -> circumplex.ranker.v1.UnscoredPlacement.UNSCORED_PLACEMENT_UNSCORED_LAST;
        };
    }
}
