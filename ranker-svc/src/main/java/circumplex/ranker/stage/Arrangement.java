package circumplex.ranker.stage;

import circumplex.ranker.order.Order;
import java.util.BitSet;

/**
 * One pass over the places of an order, first to last: each goes to the first post of a wanted order that may have it. A bound on
 * displacement is always kept ({@link Deadlines}); the author cap is kept where a post that may have the place allows it
 * ({@link AuthorWindow}).
 */
final class Arrangement {

    /** The longest order for which a better one is sought where a single pass exceeds the cap. */
    static final int MAX_SEARCHED = 200;

    /** So many places, less a millisecond or two of work, are filled between two looks at whether anybody waits for the answer. */
    private static final int AT_A_TIME = 128;

    private final Order wanted;
    private final boolean[] pinned;
    private final Deadlines deadlines;
    private final AuthorWindow authors;

    /** Wanted places of the posts that are released and not yet placed. */
    private final BitSet waiting;

    private final int[] wantedPlaces;

    private Arrangement(Order wanted, boolean[] pinned, int bound, AuthorCap cap, Authors authors) {
        this.wanted = wanted;
        this.pinned = pinned;
        this.deadlines = new Deadlines(pinned, bound);
        this.authors = new AuthorWindow(cap, authors, pinned);
        waiting = new BitSet(wanted.size());
        wantedPlaces = wanted.places();
    }

    /**
     * @param wanted all posts
     * @param pinned by post, whether it stays at its engagement place
     * @param bound how far a post may stand from its engagement place
     */
    static Order of(Order wanted, boolean[] pinned, int bound, AuthorCap cap, Authors authors, Effort effort) {
        Arrangement pass = new Arrangement(wanted, pinned, bound, cap, authors);
        Order order = pass.fill(effort);
        if (wanted.size() > MAX_SEARCHED || !pass.confined()) {
            return order;
        }
        int exceeded = cap.countExceeded(order, authors);
        if (exceeded == 0) {
            return order;
        }
        return effort.find(wanted, bound, order, () -> {
            Order found = new BeamSearch(wanted, pinned, bound, cap, authors).find(effort);
            return cap.countExceeded(found, authors) < exceeded ? found : order;
        });
    }

    /** Whether posts are kept from places by something else than the cap. */
    private boolean confined() {
        boolean anyPinned = false;
        for (boolean is : pinned) {
            anyPinned |= is;
        }
        return anyPinned || deadlines.bounds();
    }

    private Order fill(Effort effort) {
        int[] posts = new int[pinned.length];
        int released = 0;
        for (int place = 0; place < posts.length; place++) {
            if (place % AT_A_TIME == 0) {
                effort.between();
            }
            authors.enter(place);
            for (; released < posts.length && deadlines.released(released) <= place; released++) {
                if (!pinned[released]) {
                    waiting.set(wantedPlaces[released]);
                    authors.release(released);
                }
            }
            posts[place] = pinned[place] ? place : choose(place);
        }
        return Order.of(posts);
    }

    private int choose(int place) {
        int post = candidate(place);
        deadlines.take(place, post);
        authors.take(place, post);
        waiting.clear(wantedPlaces[post]);
        return post;
    }

    private int candidate(int place) {
        int tight = deadlines.tight(place);
        boolean hopeless = authors.allBlocked();
        int allowed = -1;
        int possible = -1;
        for (int at = waiting.nextSetBit(0); at >= 0; at = waiting.nextSetBit(at + 1)) {
            int post = wanted.post(at);
            if (deadlines.due(post, tight)) {
                possible = possible < 0 ? post : possible;
                if (hopeless) {
                    break;
                }
                if (!authors.blocked(post)) {
                    if (!authors.urgency() || authors.urgent(post)) {
                        return post;
                    }
                    allowed = allowed < 0 ? post : allowed;
                }
            }
        }
        return allowed < 0 ? possible : allowed;
    }
}
