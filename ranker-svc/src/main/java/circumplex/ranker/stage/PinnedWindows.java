package circumplex.ranker.stage;

import java.util.Arrays;

/**
 * The windows of an author cap that end at a pinned post still to come: into which of them no further post of its author fits. A post
 * placed now stands in each of those that reach back to the place at hand. Counts are kept from place to place, so that nobody looks
 * through a window for every post that might be placed.
 */
final class PinnedWindows {

    static final int NOBODY = -1;

    private final int most;
    private final int window;

    /** By place, the author of the pinned post there. */
    private final int[] pinned;

    /** By place of a pinned post, the next place of a pinned post of its author; by author, the first that is still to come. */
    private final int[] next;

    private final int[] first;

    /** By place of a pinned post, how many posts of its author stand in the window that ends there. */
    private final int[] posts;

    /** By author, how many windows that reach back to the place at hand have no room. */
    private final int[] full;

    /**
     * @param pinned by place, the author of the pinned post there, or {@link #NOBODY}
     * @param authors how many there are
     */
    PinnedWindows(AuthorCap cap, int authors, int... pinned) {
        this.most = cap.maxPosts();
        this.window = cap.window();
        this.pinned = pinned.clone();
        next = new int[pinned.length];
        first = new int[authors];
        posts = new int[pinned.length];
        full = new int[authors];
        Arrays.fill(first, NOBODY);
        for (int place = pinned.length - 1; place >= 0; place--) {
            if (pinned[place] != NOBODY) {
                next[place] = first[pinned[place]];
                first[pinned[place]] = place;
            }
        }
        int[] recent = new int[authors];
        for (int place = 0; place < pinned.length; place++) {
            if (place >= window && pinned[place - window] != NOBODY) {
                recent[pinned[place - window]]--;
            }
            if (pinned[place] != NOBODY) {
                posts[place] = ++recent[pinned[place]];
            }
            // These reach back to the first place.
            if (place < window) {
                reached(place);
            }
        }
    }

    /** Says that {@code place} is the one at hand, so that one more window reaches back to it; answers whose, or {@link #NOBODY}. */
    int reach(int place) {
        return window > pinned.length - place ? NOBODY : reached(place + window - 1);
    }

    /** Says that the window that ends at {@code place}, the one at hand, is over; answers whose it was, or {@link #NOBODY}. */
    int pass(int place) {
        int author = pinned[place];
        if (author != NOBODY) {
            first[author] = next[place];
            full[author] -= posts[place] >= most ? 1 : 0;
        }
        return author;
    }

    /** Gives {@code place}, the one at hand, to a post of {@code author}. */
    void take(int place, int author) {
        for (int last = first[author]; last != NOBODY && last - place < window; last = next[last]) {
            if (++posts[last] == most) {
                full[author]++;
            }
        }
    }

    /** Whether a post of {@code author} at the place at hand would be one too many before a pinned one. */
    boolean full(int author) {
        return full[author] > 0;
    }

    private int reached(int last) {
        if (pinned[last] != NOBODY && posts[last] >= most) {
            full[pinned[last]]++;
        }
        return pinned[last];
    }
}
