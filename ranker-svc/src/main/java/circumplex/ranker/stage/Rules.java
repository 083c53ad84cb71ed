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

    /** Whether posts are given their places one by one, which may take time that grows with the square of their number. */
    public boolean arrange() {
        return cap.caps() || !displacement.equals(BoundedDisplacement.NONE);
    }

    /** Whether the place of a post depends only on the posts above it in the order by score. */
    public boolean scoreAlone() {
        return blend.equals(EngagementBlend.NONE) && !arrange();
    }
}
