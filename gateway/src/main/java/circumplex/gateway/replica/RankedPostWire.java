package circumplex.gateway.replica;

import circumplex.gateway.feed.PlacedPost;
import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.feed.UnscoredReason;
import circumplex.gateway.v1.ModelVersions;
import circumplex.gateway.v1.RankInterval;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.gateway.v1.UnmetRule;

/** A post in its place, and who put it there, on the wire: said with the feed and again when the place is explained. */
public final class RankedPostWire {

    private RankedPostWire() {}

    public static RankedFeedPost post(PlacedPost post) {
        RankedFeedPost.Builder wire = RankedFeedPost.newBuilder()
                .setPostId(post.place().postId())
                .setRank(post.rank())
                .setEngagementRank(post.place().engagementRank())
                .addAllContributionsMilli(post.place().contributionsMilli())
                .setPersonalized(post.personalized())
                .setPending(post.pending())
                .addAllBreachedValueIds(post.place().breached());
        if (post.place().overAuthorCap()) {
            wire.addUnmet(UnmetRule.UNMET_RULE_AUTHOR_CAP);
        }
        post.place().score().ifPresent(wire::setScore);
        post.place().interval().ifPresent(interval -> wire.setRankInterval(RankInterval.newBuilder()
                .setLow(interval.low())
                .setHigh(interval.high())
                .setTopKProbability(interval.topK())));
        post.unscoredReason().ifPresent(reason -> wire.setUnscoredReason(reason(reason)));
        return wire.build();
    }

    public static ModelVersions versions(RankedFeed.Versions versions) {
        return ModelVersions.newBuilder()
                .setScorerId(versions.scorerId())
                .setCalibratorId(versions.calibratorId())
                .setRankerId(versions.rankerId())
                .build();
    }

    private static circumplex.gateway.v1.UnscoredReason reason(UnscoredReason reason) {
        return switch (reason) {
            case EMPTY_TEXT -> circumplex.gateway.v1.UnscoredReason.UNSCORED_REASON_EMPTY_TEXT;
            case UNSUPPORTED_LANGUAGE -> circumplex.gateway.v1.UnscoredReason.UNSCORED_REASON_UNSUPPORTED_LANGUAGE;
            case CLASSIFIER_UNAVAILABLE ->
                circumplex.gateway.v1.UnscoredReason.UNSCORED_REASON_CLASSIFIER_UNAVAILABLE;
            case OTHER_SCORER -> circumplex.gateway.v1.UnscoredReason.UNSCORED_REASON_OTHER_SCORER;
            case NOT_IN_TIME -> circumplex.gateway.v1.UnscoredReason.UNSCORED_REASON_NOT_IN_TIME;
            case SCORER_BUSY -> circumplex.gateway.v1.UnscoredReason.UNSCORED_REASON_SCORER_BUSY;
            case SCORER_FAILED -> circumplex.gateway.v1.UnscoredReason.UNSCORED_REASON_SCORER_FAILED;
            case SCORER_UNAVAILABLE -> circumplex.gateway.v1.UnscoredReason.UNSCORED_REASON_SCORER_UNAVAILABLE;
            case BUDGET_SPENT -> circumplex.gateway.v1.UnscoredReason.UNSCORED_REASON_BUDGET_SPENT;
        };
    }
}
