package circumplex.gateway.downstream;

import circumplex.gateway.feed.Rules;
import circumplex.ranker.v1.AuthorCapRules;
import circumplex.ranker.v1.FloorAction;
import circumplex.ranker.v1.FloorLimit;
import circumplex.ranker.v1.FloorRules;
import circumplex.ranker.v1.RankingRules;
import circumplex.ranker.v1.UnjudgedTreatment;

/** The rules of a feed as the ranker reads them. */
final class RankerRulesWire {

    private RankerRulesWire() {}

    static RankingRules of(Rules rules) {
        RankingRules.Builder wire = RankingRules.newBuilder().setEngagementBlendMilli(rules.blendMilli());
        rules.floor().ifPresent(floor -> wire.setFloor(floor(floor)));
        rules.authorCap().ifPresent(cap -> wire.setAuthorCap(
                AuthorCapRules.newBuilder().setMaxPosts(cap.maxPosts()).setWindow(cap.window())));
        rules.maxDisplacement().ifPresent(wire::setMaxDisplacement);
        return wire.build();
    }

    private static FloorRules floor(Rules.Floor floor) {
        FloorRules.Builder wire = FloorRules.newBuilder()
                .setAction(
                        switch (floor.action()) {
                            case REMOVE -> FloorAction.FLOOR_ACTION_REMOVE;
                            case SEND_TO_END -> FloorAction.FLOOR_ACTION_SEND_TO_END;
                        })
                .setUnjudged(
                        floor.unjudgedBreach()
                                ? UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH
                                : UnjudgedTreatment.UNJUDGED_TREATMENT_PASS);
        floor.limits().forEach(limit -> wire.addLimits(limit(limit)));
        return wire.build();
    }

    private static FloorLimit limit(Rules.Limit limit) {
        FloorLimit.Builder wire = FloorLimit.newBuilder().setValueId(limit.valueId());
        limit.atLeast().ifPresent(bound -> wire.setAtLeast((float) bound));
        limit.atMost().ifPresent(bound -> wire.setAtMost((float) bound));
        return wire.build();
    }
}
