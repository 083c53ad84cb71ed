package circumplex.ranker;

import circumplex.ranker.stage.AuthorCap;
import circumplex.ranker.stage.BoundedDisplacement;
import circumplex.ranker.stage.EngagementBlend;
import circumplex.ranker.stage.Placement;
import circumplex.ranker.stage.Rules;
import circumplex.ranker.v1.AuthorCapRules;
import circumplex.ranker.v1.RankingRules;
import circumplex.ranker.v1.UnscoredPlacement;
import circumplex.wire.InvalidField;

/**
 * The rules of a request.
 *
 * @param floor the floor, which also reads base scores
 * @param rules all of them, the floor included
 */
record RulesWire(FloorWire floor, Rules rules) {

    /** Rule: two parts of a request do not exclude each other. */
    static final String CONTRADICTION = "contradiction";

    /** Rule: what another part of the request relies on is there. */
    static final String REQUIRED = "required";

    /** Rule: what is asked for is not too much work for one request. */
    static final String WORK = "work";

    static RulesWire read(RankingRules wire, UnscoredPlacement placement, ValuesWire values) {
        FloorWire floor = wire.hasFloor() ? FloorWire.read(wire.getFloor(), values) : FloorWire.none(values);
        Rules rules = new Rules(
                floor.floor(),
                new EngagementBlend(wire.getEngagementBlendMilli()),
                placement(placement),
                wire.hasAuthorCap() ? cap(wire.getAuthorCap()) : AuthorCap.NONE,
                wire.hasMaxDisplacement() ? new BoundedDisplacement(wire.getMaxDisplacement()) : BoundedDisplacement.NONE);
        return new RulesWire(floor, rules);
    }

    private static AuthorCap cap(AuthorCapRules wire) {
        if (wire.getMaxPosts() > wire.getWindow()) {
            throw new InvalidField(
                    "rules.author_cap",
                    CONTRADICTION,
                    "max_posts " + wire.getMaxPosts() + " is greater than window " + wire.getWindow());
        }
        return new AuthorCap(wire.getMaxPosts(), wire.getWindow());
    }

    private static Placement placement(UnscoredPlacement wire) {
        return switch (wire) {
            case UNSCORED_PLACEMENT_UNSPECIFIED, UNSCORED_PLACEMENT_KEEP_ENGAGEMENT_SLOT ->
                Placement.KEEP_ENGAGEMENT_SLOT;
            case UNSCORED_PLACEMENT_UNSCORED_LAST -> Placement.UNSCORED_LAST;
            case UNRECOGNIZED -> throw new InvalidField("unscored_placement", "enum.defined_only", "is not a placement");
        };
    }
}
