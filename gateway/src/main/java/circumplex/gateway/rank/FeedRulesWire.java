package circumplex.gateway.rank;

import circumplex.gateway.feed.Ranking;
import circumplex.gateway.feed.Rules;
import circumplex.gateway.v1.FeedFloor;
import circumplex.gateway.v1.FeedFloorLimit;
import circumplex.gateway.v1.FeedRules;
import circumplex.gateway.v1.RemovalReason;
import circumplex.gateway.v1.RemovedFeedPost;
import circumplex.gateway.v1.UnjudgedTreatment;
import circumplex.values.ValueSet;
import circumplex.wire.WireVectors;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The rules of a feed, and what they took out of it, on the wire. */
final class FeedRulesWire {

    private static final String LIMITS = "rules.floor.limits";

    private FeedRulesWire() {}

    /** @throws circumplex.wire.InvalidField if a limit is of no value of {@code set}, or a value has two */
    static Rules read(FeedRules wire, ValueSet set) {
        return new Rules(
                wire.hasFloor() ? Optional.of(floor(wire.getFloor(), set)) : Optional.empty(),
                wire.getEngagementBlendMilli(),
                wire.hasAuthorCap()
                        ? Optional.of(new Rules.AuthorCap(wire.getAuthorCap().getMaxPosts(), wire.getAuthorCap().getWindow()))
                        : Optional.empty(),
                wire.hasMaxDisplacement() ? OptionalInt.of(wire.getMaxDisplacement()) : OptionalInt.empty());
    }

    static RemovedFeedPost removed(Ranking.Removed removed) {
        return RemovedFeedPost.newBuilder()
                .setPostId(removed.postId())
                .setReason(
                        removed.breached().isEmpty()
                                ? RemovalReason.REMOVAL_REASON_UNJUDGED
                                : RemovalReason.REMOVAL_REASON_FLOOR)
                .addAllBreachedValueIds(removed.breached())
                .build();
    }

    private static Rules.Floor floor(FeedFloor wire, ValueSet set) {
        List<String> ids = wire.getLimitsList().stream().map(FeedFloorLimit::getValueId).toList();
        for (int i = 0; i < ids.size(); i++) {
            WireVectors.position(set, ids.get(i), path(i));
        }
        WireVectors.requireUnique(ids, FeedRulesWire::path);
        return new Rules.Floor(
                wire.getLimitsList().stream().map(FeedRulesWire::limit).toList(),
                switch (wire.getAction()) {
                    case FLOOR_ACTION_UNSPECIFIED, FLOOR_ACTION_REMOVE, UNRECOGNIZED -> Rules.Action.REMOVE;
                    case FLOOR_ACTION_SEND_TO_END -> Rules.Action.SEND_TO_END;
                },
                wire.getUnjudged() == UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH);
    }

    private static String path(int limit) {
        return LIMITS + "[" + limit + "].value_id";
    }

    private static Rules.Limit limit(FeedFloorLimit wire) {
        return new Rules.Limit(
                wire.getValueId(),
                wire.hasAtLeast() ? OptionalDouble.of(wire.getAtLeast()) : OptionalDouble.empty(),
                wire.hasAtMost() ? OptionalDouble.of(wire.getAtMost()) : OptionalDouble.empty());
    }
}
