package circumplex.ranker.stage;

import java.util.Arrays;

/**
 * How close the posts of each author stand while places are given away first to last: whether a post would be one too many, and
 * which authors cannot wait.
 *
 * <p>Looking back is not enough: B A A with at most one post of an author in two places has an answer, A B A, which nobody finds who
 * begins with B. So a count looks ahead. An author with c posts to place, of which k may stand in a window, has to place all but the
 * last k·j of them at least j windows before the end. For every j the sum of these over all authors must not exceed the places up
 * to there; where it equals them, only an author with more than k·j posts may come next. For one post in a window and no posts
 * placed yet this is the known condition for rearranging a list with a distance, (most − 1) · window + authors with most ≤ places.
 *
 * <p>A post is one too many if the window that ends with it has no room, or one that ends with a pinned post further down: {@link
 * PinnedWindows}.
 */
final class AuthorWindow {

    private static final int NOBODY = PinnedWindows.NOBODY;

    private final int most;
    private final int window;
    private final Authors authors;
    private final int[] at;
    private final int[] recent;
    private final int[] unplaced;
    private final PinnedWindows pinnedWindows;
    private final int[] heavy;
    private final int[] freeBefore;
    private final int[] waiting;

    /** By author, whether any post of theirs would be one too many at the place at hand. */
    private final boolean[] blocked;

    private int waitingCount;
    private int blockedCount;
    private int urgentAbove;

    /** @param pinned by post, whether it stays at its place */
    AuthorWindow(AuthorCap cap, Authors authors, boolean[] pinned) {
        this.most = cap.maxPosts();
        this.window = cap.window();
        this.authors = authors;
        at = new int[pinned.length];
        recent = new int[authors.count()];
        unplaced = new int[authors.count()];
        waiting = new int[authors.count()];
        blocked = new boolean[authors.count()];
        freeBefore = new int[pinned.length + 1];
        Arrays.fill(at, NOBODY);
        for (int post = 0; post < pinned.length; post++) {
            freeBefore[post + 1] = freeBefore[post] + (pinned[post] ? 0 : 1);
            if (authors.known(post)) {
                int author = authors.author(post);
                unplaced[author] += pinned[post] ? 0 : 1;
                at[post] = pinned[post] ? author : NOBODY;
            }
        }
        pinnedWindows = new PinnedWindows(cap, authors.count(), at);
        int largest = Arrays.stream(unplaced).max().orElse(0);
        heavy = new int[(largest + most - 1) / most];
        for (int count : unplaced) {
            for (int windows = 0; most * windows < count; windows++) {
                heavy[windows] += count - most * windows;
            }
        }
    }

    /** To be called for every place in turn. */
    void enter(int place) {
        if (place > 0) {
            count(at[place - 1], 1);
            refresh(pinnedWindows.reach(place));
        }
        if (place >= window) {
            count(at[place - window], -1);
        }
        refresh(pinnedWindows.pass(place));
        urgentAbove = NOBODY;
        for (int windows = 1; windows < heavy.length && heavy[windows] > 0; windows++) {
            int end = Math.max(place, at.length - windows * window);
            if (heavy[windows] >= freeBefore[end] - freeBefore[place]) {
                urgentAbove = most * windows;
            }
        }
    }

    /** Says that {@code post} may be given a place from now on. */
    void release(int post) {
        waitingCount++;
        if (authors.known(post)) {
            waiting[authors.author(post)]++;
            blockedCount += blocked[authors.author(post)] ? 1 : 0;
        }
    }

    /** Whether every post that may be given a place would be one too many. */
    boolean allBlocked() {
        return blockedCount == waitingCount;
    }

    /** Whether {@code post} at the place at hand would be one too many of its author. */
    boolean blocked(int post) {
        return authors.known(post) && blocked[authors.author(post)];
    }

    /** Whether the next place has to go to an author of whom there are many posts left. */
    boolean urgency() {
        return urgentAbove != NOBODY;
    }

    /** Whether {@code post} is by such an author. */
    boolean urgent(int post) {
        return authors.known(post) && unplaced[authors.author(post)] > urgentAbove;
    }

    void take(int place, int post) {
        waitingCount--;
        if (authors.known(post)) {
            int author = authors.author(post);
            at[place] = author;
            waiting[author]--;
            blockedCount -= blocked[author] ? 1 : 0;
            pinnedWindows.take(place, author);
            refresh(author);
            for (int windows = 0; most * windows < unplaced[author]; windows++) {
                heavy[windows]--;
            }
            unplaced[author]--;
        }
    }

    /** Adds to the posts of {@code author} in the window that ends before the place at hand. */
    private void count(int author, int by) {
        if (author != NOBODY) {
            recent[author] += by;
            refresh(author);
        }
    }

    private void refresh(int author) {
        if (author != NOBODY) {
            boolean is = recent[author] >= most || pinnedWindows.full(author);
            if (is != blocked[author]) {
                blocked[author] = is;
                blockedCount += is ? waiting[author] : -waiting[author];
            }
        }
    }
}
