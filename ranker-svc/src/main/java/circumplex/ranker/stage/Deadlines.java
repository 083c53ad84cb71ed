package circumplex.ranker.stage;

/**
 * Which posts may take a place so that every post still gets one within its bound.
 *
 * <p>Post p may stand from place p − bound to place p + bound; a pinned post stands at its own. Places are given away first to last.
 * The engagement order itself keeps the bound, so there is a way to begin with, and giving place t to post c leaves one if
 *
 * <ul>
 *   <li>c is released: c − bound ≤ t, and
 *   <li>for every place T the free places from t to T are still enough for the posts that have to be placed by T. {@code slack[T]}
 *       counts the places to spare; only posts due by the first T without any may come next.
 * </ul>
 *
 * <p>That this is enough: give the remaining posts, in engagement order, the remaining places in order. No post comes late, because
 * posts fall due in engagement order, and a late one would stand behind more posts due with it or before than there were places.
 * None comes early: of the posts before p in engagement order, those not yet placed stand before it now, and the others are placed
 * already; so at least as many free places as it had before it are gone, and it stands at its own place or later, where it is
 * released. So there is a candidate at every place: the first of the remaining posts.
 *
 * <p>Without pinned posts deadlines before the last place are distinct, and the rule reads: a post whose last place this is goes
 * now, otherwise any that is released.
 */
final class Deadlines {

    private final int bound;
    private final int[] last;
    private final int[] slack;

    /** @param pinned by post, whether it stays at its place */
    Deadlines(boolean[] pinned, int bound) {
        this.bound = Math.min(bound, pinned.length);
        last = new int[pinned.length];
        slack = new int[pinned.length];
        if (bounds()) {
            fill(pinned);
        }
    }

    private void fill(boolean[] pinned) {
        int[] free = new int[pinned.length];
        int latest = -1;
        for (int place = 0; place < free.length; place++) {
            latest = pinned[place] ? latest : place;
            free[place] = latest;
        }
        int[] due = new int[pinned.length];
        for (int post = 0; post < last.length; post++) {
            last[post] = free[Math.min(post + bound, last.length - 1)];
            if (!pinned[post]) {
                due[last[post]]++;
            }
        }
        int spare = 0;
        for (int place = 0; place < slack.length; place++) {
            spare += (pinned[place] ? 0 : 1) - due[place];
            slack[place] = spare;
        }
    }

    /** Whether there is any bound on anything. */
    boolean bounds() {
        return bound < last.length - 1;
    }

    /** The first place at which {@code post} may stand. */
    int released(int post) {
        return Math.max(0, post - bound);
    }

    /** The first place by which as many posts are due as there are free places from {@code place} to it. */
    int tight(int place) {
        if (bounds()) {
            for (int until = place; until < slack.length; until++) {
                if (slack[until] == 0) {
                    return until;
                }
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Whether {@code post} is due by {@code place}. */
    boolean due(int post, int place) {
        return last[post] <= place;
    }

    /** Gives {@code place} to {@code post}. */
    void take(int place, int post) {
        if (bounds()) {
            for (int until = place; until < last[post]; until++) {
                slack[until]--;
            }
        }
    }
}
