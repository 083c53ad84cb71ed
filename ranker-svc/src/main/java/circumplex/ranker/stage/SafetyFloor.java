package circumplex.ranker.stage;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes posts whose base scores break a limit out of the order before anything else looks at it, so no weight can bring them back.
 *
 * @param limits what a post has to keep to, all of it; none lets every post pass
 * @param action where a post that breaks a limit goes
 * @param unjudgedBreach whether a post without a base score that a limit needs counts as breaking it
 */
public record SafetyFloor(List<FloorLimit> limits, Action action, boolean unjudgedBreach) {

    /** Every post passes. */
    public static final SafetyFloor NONE = new SafetyFloor(List.of(), Action.REMOVE, false);

    public SafetyFloor {
        limits = List.copyOf(limits);
    }

    /** Where a post that breaks a limit goes. */
    public enum Action {
        /** Out of the answer. */
        REMOVE,
        /** Behind all others, in engagement order. */
        SEND_TO_END
    }

    /** @param posts how many there are */
    public Floored judge(int posts, BaseScores scores) {
        if (limits.isEmpty()) {
            return Floored.all(posts);
        }
        int[] left = new int[posts];
        int leftCount = 0;
        int unjudged = 0;
        List<Removal> stopped = new ArrayList<>();
        for (int post = 0; post < posts; post++) {
            List<Integer> broken = broken(post, scores);
            boolean unknown = unjudged(post, scores);
            unjudged += unknown ? 1 : 0;
            if (!broken.isEmpty()) {
                stopped.add(new Removal(post, Removal.Reason.FLOOR, broken));
            } else if (unknown && unjudgedBreach) {
                stopped.add(new Removal(post, Removal.Reason.UNJUDGED));
            } else {
                left[leftCount++] = post;
            }
        }
        return Floored.of(left, leftCount, stopped, action, unjudged);
    }

    private List<Integer> broken(int post, BaseScores scores) {
        List<Integer> broken = new ArrayList<>(0);
        for (int limit = 0; limit < limits.size(); limit++) {
            if (scores.known(limit, post) && !limits.get(limit).passes(scores.thousandths(limit, post))) {
                broken.add(limit);
            }
        }
        return broken;
    }

    private boolean unjudged(int post, BaseScores scores) {
        for (int limit = 0; limit < limits.size(); limit++) {
            if (!scores.known(limit, post)) {
                return true;
            }
        }
        return false;
    }
}
