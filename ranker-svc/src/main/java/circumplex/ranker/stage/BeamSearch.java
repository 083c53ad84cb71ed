package circumplex.ranker.stage;

import circumplex.ranker.order.Order;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order within a bound in which fewer posts exceed the author cap than in the one that a single pass found.
 *
 * <p>Places are given away first to last, as in {@link Arrangement}, but many beginnings are kept at a time: those with the fewest
 * posts that exceed the cap, and of these the nearest to the wanted order, place by place. Beginnings that have placed the same posts
 * and end with the same authors go on alike, so only the first of them is kept. As long as there are no more beginnings than are
 * kept and no more than {@link #CHOICES} posts for a place, nothing is lost and the answer is the best there is; beyond that it is a good
 * one. An exact answer in general would take time that doubles with every place of the bound.
 */
final class BeamSearch {

    /** Beginnings that are kept, times posts; so short orders are searched more widely than long ones. */
    private static final int WORK = 10_000;

    private static final int MOST_WIDE = 512;

    /** Posts that are tried for a place of a beginning, those that keep the cap first. */
    static final int CHOICES = 12;

    private static final int NOBODY = -1;

    private final int width;
    private final int[] wantedPlaces;
    private final boolean[] pinned;
    private final int bound;
    private final AuthorCap cap;
    private final Authors authors;

    /** By author, how many posts share a window with the place at hand; and the last beginning that saw the author. */
    private final int[] recent;

    private final int[] seenBy;

    private int beginningsSeen;

    /** Candidates of the beginning at hand, wanted place above and post below; behind them room for the choice among them. */
    private final long[] choices;

    private int choiceCount;

    BeamSearch(Order wanted, boolean[] pinned, int bound, AuthorCap cap, Authors authors) {
        this.width = Math.min(MOST_WIDE, 1 + WORK / (1 + wanted.size()));
        this.wantedPlaces = wanted.places();
        this.pinned = pinned;
        this.bound = bound;
        this.cap = cap;
        this.authors = authors;
        recent = new int[authors.count()];
        seenBy = new int[authors.count()];
        choices = new long[3 * pinned.length];
    }

    Order find(Effort effort) {
        Beginning[] beginnings = {new Beginning(null, NOBODY, 0, new BitSet(pinned.length))};
        Beginning[] longer = new Beginning[width * CHOICES];
        for (int place = 0; place < pinned.length; place++) {
            effort.between();
            int count = 0;
            for (Beginning beginning : beginnings) {
                count = extend(beginning, place, longer, count);
            }
            beginnings = best(longer, count);
        }
        return beginnings[0].order(pinned.length);
    }

    /** Adds what {@code beginning} may go on with, nearest to the wanted order first. */
    private int extend(Beginning beginning, int place, Beginning[] longer, int count) {
        count(beginning, 1);
        choose(beginning.placed(), place);
        int end = count;
        for (int exceeding = 0; exceeding <= 1; exceeding++) {
            for (int i = 0; i < choiceCount && end < count + CHOICES; i++) {
                int post = (int) choices[i];
                if ((exceeds(post) ? 1 : 0) == exceeding) {
                    longer[end++] = new Beginning(beginning, post, beginning.exceeded() + exceeding, beginning.placed());
                }
            }
        }
        count(beginning, -1);
        Arrays.sort(longer, count, end, (a, b) -> Integer.compare(wantedPlaces[a.post()], wantedPlaces[b.post()]));
        return end;
    }

    /**
     * Finds the posts that may have the place so that every other still gets one within the bound, in the wanted order. Of the posts
     * of one author only the first by engagement and the first by wanted place: if another went now and the first by engagement
     * later, they might as well change places, because that one falls due first and both are released.
     */
    private void choose(BitSet placed, int place) {
        choiceCount = 0;
        if (pinned[place]) {
            choices[choiceCount++] = place;
            return;
        }
        int slot = place;
        // The posts left, in engagement order, each with the place that it has if all of them stay in that order.
        for (int post = next(placed, -1); post < pinned.length && post - bound <= place; post = next(placed, post)) {
            choices[choiceCount++] = (long) wantedPlaces[post] << Integer.SIZE | post;
            slot = nextFree(slot);
            if (slot > post + bound || slot >= pinned.length) {
                // If a later post went first, this one would come too late.
                break;
            }
        }
        int all = choiceCount;
        beginningsSeen++;
        choiceCount = 0;
        for (int i = 0; i < all; i++) {
            keepFirstOfAuthor(choices[i], all + choiceCount);
        }
        Arrays.sort(choices, 0, all);
        beginningsSeen++;
        for (int i = 0; i < all; i++) {
            keepFirstOfAuthor(choices[i], all + choiceCount);
        }
        System.arraycopy(choices, all, choices, 0, choiceCount);
        Arrays.sort(choices, 0, choiceCount);
        choiceCount = withoutRepetition();
    }

    private void keepFirstOfAuthor(long choice, int at) {
        int post = (int) choice;
        if (authors.known(post)) {
            if (seenBy[authors.author(post)] == beginningsSeen) {
                return;
            }
            seenBy[authors.author(post)] = beginningsSeen;
        }
        choices[at] = choice;
        choiceCount++;
    }

    private int withoutRepetition() {
        int count = 1;
        for (int i = 1; i < choiceCount; i++) {
            if (choices[i] != choices[count - 1]) {
                choices[count++] = choices[i];
            }
        }
        return count;
    }

    private int next(BitSet placed, int post) {
        int next = placed.nextClearBit(post + 1);
        while (next < pinned.length && pinned[next]) {
            next = placed.nextClearBit(next + 1);
        }
        return next;
    }

    private int nextFree(int slot) {
        int next = slot + 1;
        while (next < pinned.length && pinned[next]) {
            next++;
        }
        return next;
    }

    private boolean exceeds(int post) {
        return authors.known(post) && recent[authors.author(post)] >= cap.maxPosts();
    }

    /** Adds {@code sign} for every post of the beginning that shares a window with the next place. */
    private void count(Beginning beginning, int sign) {
        Beginning at = beginning;
        for (int back = 1; back < cap.window() && at != null && at.post() != NOBODY; back++) {
            if (authors.known(at.post())) {
                recent[authors.author(at.post())] += sign;
            }
            at = at.before();
        }
    }

    /** Of beginnings from the nearest to the farthest, the best, nearest first. */
    private Beginning[] best(Beginning[] longer, int count) {
        Beginning[] best = new Beginning[Math.min(width, count)];
        int bestCount = 0;
        Set<State> seen = new HashSet<>();
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            fewest = Math.min(fewest, longer[i].exceeded());
        }
        int left = count;
        for (int exceeded = fewest; left > 0 && bestCount < best.length; exceeded++) {
            for (int i = 0; i < count && bestCount < best.length; i++) {
                if (longer[i].exceeded() == exceeded) {
                    left--;
                    Beginning grown = longer[i].grown();
                    if (seen.add(state(grown))) {
                        best[bestCount++] = grown;
                    }
                }
            }
        }
        return Arrays.copyOf(best, bestCount);
    }

    private State state(Beginning beginning) {
        int[] last = new int[Math.min(cap.window() - 1, pinned.length)];
        Arrays.fill(last, NOBODY);
        Beginning at = beginning;
        for (int back = 0; back < last.length && at != null && at.post() != NOBODY; back++) {
            last[back] = authors.author(at.post());
            at = at.before();
        }
        return new State(beginning.placed(), IntBuffer.wrap(last));
    }

    /** What decides how a beginning can go on. */
    private record State(BitSet placed, IntBuffer lastAuthors) {}

    /**
     * Posts at the first places.
     *
     * @param before the same without the last post; null for no posts
     * @param post the last post, −1 for none
     * @param exceeded how many of the posts exceed the cap
     * @param placed all of the posts, the last perhaps not yet among them
     */
    private record Beginning(@Nullable Beginning before, int post, int exceeded, BitSet placed) {

        /** With its last post among the placed ones. */
        Beginning grown() {
            BitSet more = (BitSet) placed.clone();
            more.set(post);
            return new Beginning(before, post, exceeded, more);
        }

        Order order(int size) {
            int[] posts = new int[size];
            Beginning at = this;
            for (int place = size - 1; place >= 0 && at != null; place--) {
                posts[place] = at.post();
                at = at.before();
            }
            return Order.of(posts);
        }
    }
}
