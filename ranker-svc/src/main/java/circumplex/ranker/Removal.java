package circumplex.ranker;

/**
 * A post that a stage took out of the order.
 *
 * @param post its place in the engagement order, counted from 0
 * @param reason why
 */
record Removal(int post, Reason reason) {

    /** Why a post is not in the order. */
    enum Reason {
        /** Its place is beyond the number of posts asked for. */
        BELOW_TOP_K
    }
}
