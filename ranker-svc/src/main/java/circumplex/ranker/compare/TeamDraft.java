package circumplex.ranker.compare;

import circumplex.ranker.order.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Team-draft interleaving: two rankings take turns to pick their best post that is not picked yet, and a coin decides who picks first
 * whenever both have picked as often. A click on a post counts for the team that picked it.
 *
 * <p>Neither team is favoured: each two picks are one of either team, whichever the coin has first, so at every place each team has
 * picked the post with the same chance, whatever the rankings. That holds as long as both have posts left: always if they have the
 * same posts, and otherwise for as many places as the shorter one has posts. Where one has none left the other's picks are no choice
 * any more; they belong to no team.
 */
public final class TeamDraft {

    private TeamDraft() {}

    /** Who picked a post. */
    public enum Team {
        A,
        B,
        NONE
    }

    /** A post and who picked it. */
    public record Pick(int post, Team team) {}

    /**
     * @param posts how many different posts there are in both rankings; they are numbered from 0
     * @param limit how many picks to make at most
     */
    public static List<Pick> of(Order a, Order b, int posts, int limit, long seed) {
        SplittableRandom coin = new SplittableRandom(seed);
        boolean[] picked = new boolean[posts];
        List<Pick> picks = new ArrayList<>();
        int nextA = 0;
        int nextB = 0;
        int lead = 0;
        while (picks.size() < limit) {
            nextA = skip(a, nextA, picked);
            nextB = skip(b, nextB, picked);
            boolean leftA = nextA < a.size();
            boolean leftB = nextB < b.size();
            if (!leftA && !leftB) {
                break;
            }
            boolean turnOfA = lead < 0 || (lead == 0 && coin.nextBoolean());
            boolean fromA = leftA && (turnOfA || !leftB);
            int post = fromA ? a.post(nextA) : b.post(nextB);
            picked[post] = true;
            if (leftA && leftB) {
                lead += fromA ? 1 : -1;
                picks.add(new Pick(post, fromA ? Team.A : Team.B));
            } else {
                picks.add(new Pick(post, Team.NONE));
            }
        }
        return picks;
    }

    private static int skip(Order order, int from, boolean[] picked) {
        int next = from;
        while (next < order.size() && picked[order.post(next)]) {
            next++;
        }
        return next;
    }
}
