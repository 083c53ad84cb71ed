package circumplex.ranker.stage;

import circumplex.ranker.kernel.Scores;
import circumplex.ranker.order.Order;

/** Where posts without scores go. */
public enum Placement {
    /** They stay where engagement put them; the scored posts share the other slots in their own order. */
    KEEP_ENGAGEMENT_SLOT,
    /** They follow the scored posts, in engagement order. */
    UNSCORED_LAST;

    /**
     * The order of all posts, or the beginning of it that follows from the beginning of the other.
     *
     * @param byScore the order of those that are scored, or at least one post of its beginning
     */
    public Order place(Scores scores, Order byScore) {
        return switch (this) {
            case KEEP_ENGAGEMENT_SLOT -> aroundUnscored(scores, byScore);
            case UNSCORED_LAST -> beforeUnscored(scores, byScore);
        };
    }

    /** By post, whether it may not leave its engagement place, whatever stage follows. */
    public boolean[] pinned(Scores scores) {
        boolean[] pinned = new boolean[scores.size()];
        for (int post = 0; post < pinned.length; post++) {
            pinned[post] = this == KEEP_ENGAGEMENT_SLOT && !scores.scored(post);
        }
        return pinned;
    }

    private static Order aroundUnscored(Scores scores, Order byScore) {
        if (byScore.size() == scores.size()) {
            return byScore;
        }
        int[] posts = new int[scores.size()];
        int next = 0;
        int slot = 0;
        for (; slot < posts.length && (next < byScore.size() || !scores.scored(slot)); slot++) {
            posts[slot] = scores.scored(slot) ? byScore.post(next++) : slot;
        }
        return Order.of(posts).first(slot);
    }

    private static Order beforeUnscored(Scores scores, Order byScore) {
        if (byScore.size() < scores.scoredCount()) {
            return byScore;
        }
        int[] posts = new int[byScore.size() + scores.size() - scores.scoredCount()];
        int place = 0;
        while (place < byScore.size()) {
            posts[place] = byScore.post(place);
            place++;
        }
        for (int post = 0; post < posts.length; post++) {
            if (!scores.scored(post)) {
                posts[place++] = post;
            }
        }
        return Order.of(posts);
    }
}
