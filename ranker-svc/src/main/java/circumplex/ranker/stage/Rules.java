package circumplex.ranker.stage;

/**
 * What a ranking keeps to besides the score.
 *
 * @param floor which posts are not ranked at all
 * @param blend how much engagement counts
 * @param placement where posts without scores go
 * @param cap how close an author's posts may stand
 * @param displacement how far a post may stand from its engagement place
 */
public record Rules(
        SafetyFloor floor, EngagementBlend blend, Placement placement, AuthorCap cap, BoundedDisplacement displacement) {

    /** The score and nothing else. */
    public static final Rules NONE = of(Placement.KEEP_ENGAGEMENT_SLOT);

    /** The score, and where posts without scores go. */
    public static Rules of(Placement placement) {
        return new Rules(SafetyFloor.NONE, EngagementBlend.NONE, placement, AuthorCap.NONE, BoundedDisplacement.NONE);
    }

    /** Whether the place of a post depends only on the posts above it in the order by score. */
    public boolean scoreAlone() {
        return blend.equals(EngagementBlend.NONE) && !cap.caps() && displacement.equals(BoundedDisplacement.NONE);
    }
}
