package circumplex.gateway.rank;

import circumplex.gateway.feed.Degradation;
import circumplex.gateway.feed.FeedPost;
import circumplex.gateway.feed.FeedQuery;
import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.feed.Rules;
import circumplex.gateway.feed.UnscoredPlacement;
import circumplex.gateway.feed.Weighting;
import circumplex.gateway.replica.RankedPostWire;
import circumplex.gateway.v1.DegradationReason;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankUncertainty;
import circumplex.gateway.v1.WeightSource;
import circumplex.values.ValueSet;
import circumplex.values.WeightVector;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Feeds and rankings on the wire. */
final class FeedWire {

    private FeedWire() {}

    static FeedQuery query(RankFeedRequest request) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        List<FeedPost> posts = request.getPostsList().stream()
                .map(post -> new FeedPost(post.getPostId(), post.getText(), post.getAuthorKey()))
                .toList();
        WireVectors.requireUnique(posts.stream().map(FeedPost::id).toList(), i -> "posts[" + i + "].post_id");
        Optional<WeightVector> weights = request.getWeightsCount() == 0
                ? Optional.empty()
                : Optional.of(WireVectors.weights(set, request.getWeightsMap(), "weights"));
        return new FeedQuery(
                request.getUserId(),
                set,
                weights,
                Optional.of(request.getPresetId()).filter(id -> !id.isEmpty()),
                posts,
                request.hasTopK() ? OptionalInt.of(request.getTopK()) : OptionalInt.empty(),
                placement(request.getUnscoredPlacement()),
                request.getRankIntervals(),
                request.hasRules() ? FeedRulesWire.read(request.getRules(), set) : Rules.NONE);
    }

    static RankFeedResponse response(RankedFeed feed) {
        RankFeedResponse.Builder wire = RankFeedResponse.newBuilder()
                .setRankingId(feed.rankingId())
                .setCoverage(feed.coverage())
                .setModelVersions(RankedPostWire.versions(feed.versions()))
                .setValueSet(WireValueSets.ref(feed.set()))
                .setWeightSource(source(feed.weighting().source()))
                .putAllWeights(feed.weighting().weights().toMap())
                .setFloorUnjudged(feed.floorUnjudged());
        feed.kendallTau().ifPresent(wire::setKendallTau);
        feed.kendallTauBScores().ifPresent(wire::setKendallTauBScores);
        feed.trust().ifPresent(trust -> wire.setUncertainty(RankUncertainty.newBuilder()
                .setMethod(trust.method())
                .setDraws(trust.draws())
                .setSeed(trust.seed())
                .setTopK(trust.topK())));
        feed.posts().forEach(post -> wire.addRanked(RankedPostWire.post(post.placed())));
        feed.removed().forEach(removed -> wire.addRemoved(FeedRulesWire.removed(removed)));
        feed.degradations().forEach(degradation -> wire.addDegradations(degradation(degradation)));
        return wire.build();
    }

    private static UnscoredPlacement placement(circumplex.gateway.v1.UnscoredPlacement wire) {
        return switch (wire) {
            case UNSCORED_PLACEMENT_UNSPECIFIED, UNSCORED_PLACEMENT_KEEP_ENGAGEMENT_SLOT, UNRECOGNIZED ->
                UnscoredPlacement.KEEP_ENGAGEMENT_SLOT;
            case UNSCORED_PLACEMENT_UNSCORED_LAST -> UnscoredPlacement.UNSCORED_LAST;
        };
    }

    private static circumplex.gateway.v1.Degradation degradation(Degradation degradation) {
        return circumplex.gateway.v1.Degradation.newBuilder()
                .setStage(
                        switch (degradation.stage()) {
                            case CHOOSE_WEIGHTS -> circumplex.gateway.v1.Stage.STAGE_CHOOSE_WEIGHTS;
                            case CLASSIFY -> circumplex.gateway.v1.Stage.STAGE_CLASSIFY;
                            case PERSONALIZE -> circumplex.gateway.v1.Stage.STAGE_PERSONALIZE;
                            case RANK -> circumplex.gateway.v1.Stage.STAGE_RANK;
                        })
                .setReason(
                        switch (degradation.reason()) {
                            case UNAVAILABLE -> DegradationReason.DEGRADATION_REASON_UNAVAILABLE;
                            case DEADLINE -> DegradationReason.DEGRADATION_REASON_DEADLINE;
                            case FAILED -> DegradationReason.DEGRADATION_REASON_FAILED;
                            case MIXED_SCORERS -> DegradationReason.DEGRADATION_REASON_MIXED_SCORERS;
                            case PENDING -> DegradationReason.DEGRADATION_REASON_PENDING;
                            case BUDGET_SPENT -> DegradationReason.DEGRADATION_REASON_BUDGET_SPENT;
                            case NO_UNCERTAINTY -> DegradationReason.DEGRADATION_REASON_NO_UNCERTAINTY;
                            case FLOOR_UNJUDGED -> DegradationReason.DEGRADATION_REASON_FLOOR_UNJUDGED;
                            case REMEMBERED_SCORES -> DegradationReason.DEGRADATION_REASON_REMEMBERED_SCORES;
                        })
                .setAffectedPosts(degradation.affectedPosts())
                .build();
    }

    private static WeightSource source(Weighting.Source source) {
        return switch (source) {
            case REQUEST -> WeightSource.WEIGHT_SOURCE_REQUEST;
            case PRESET -> WeightSource.WEIGHT_SOURCE_PRESET;
            case PROFILE -> WeightSource.WEIGHT_SOURCE_PROFILE;
            case NONE -> WeightSource.WEIGHT_SOURCE_NONE;
        };
    }
}
