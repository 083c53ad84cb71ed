package circumplex.ranker.stage;

import java.util.List;

/**
 * A post that a stage took out of the order.
 *
 * @param post its place in the engagement order, counted from 0
 * @param reason why
 * @param limits the limits of the floor that it breaks, by number; empty if the reason is another
 */
public record Removal(int post, Reason reason, List<Integer> limits) {

    public Removal {
        limits = List.copyOf(limits);
    }

    Removal(int post, Reason reason) {
        this(post, reason, List.of());
    }

    /** Why a post is not in the order. */
    public enum Reason {
        /** Its place is beyond the number of posts asked for. */
        BELOW_TOP_K,
        /** A base score breaks a limit of the floor. */
        FLOOR,
        /** The floor could not judge it and was told to treat such posts as if they broke a limit. */
        UNJUDGED
    }
}
