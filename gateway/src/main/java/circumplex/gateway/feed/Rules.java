package circumplex.gateway.feed;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an order keeps to besides the score. The ranker keeps the rules; here is only what was asked for.
 *
 * @param floor limits on base scores; absent if no post is judged
 * @param blendMilli how much the engagement order counts, 0 to 1000
 * @param authorCap how often one author may appear close together, if that is bound
 * @param maxDisplacement the most places away from the engagement place, if that is bound
 */
public record Rules(Optional<Floor> floor, int blendMilli, Optional<AuthorCap> authorCap, OptionalInt maxDisplacement) {

    /** Score, then engagement order. */
    public static final Rules NONE = new Rules(Optional.empty(), 0, Optional.empty(), OptionalInt.empty());

    /** Where a post that breaks a limit goes. */
    public enum Action {
        REMOVE,
        SEND_TO_END
    }

    /**
     * What base scores may be.
     *
     * @param limits what a post has to keep to, all of it
     * @param unjudgedBreach whether a post without base scores counts as breaking a limit
     */
    public record Floor(List<Limit> limits, Action action, boolean unjudgedBreach) {

        public Floor {
            limits = List.copyOf(limits);
        }
    }

    /** The base scores of one value that pass, in [0, 6], both ends included; at least one bound is there. */
    public record Limit(String valueId, OptionalDouble atLeast, OptionalDouble atMost) {}

    /** At most so many posts of an author among so many successive places. */
    public record AuthorCap(int maxPosts, int window) {}
}
