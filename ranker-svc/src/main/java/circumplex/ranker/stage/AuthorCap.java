package circumplex.ranker.stage;

import circumplex.ranker.order.Order;
import java.util.BitSet;

/**
 * Spreads the posts of one author: at most some of them among so many successive places.
 *
 * @param maxPosts how many, at least 1 and at most {@code window}
 * @param window among how many successive places
 */
public record AuthorCap(int maxPosts, int window) {

    /** An author may fill the feed. */
    public static final AuthorCap NONE = new AuthorCap(1, 1);

    public AuthorCap {
        if (maxPosts < 1 || maxPosts > window) {
            throw new IllegalArgumentException("a cap of " + maxPosts + " posts in " + window + " places caps nothing");
        }
    }

    /** Whether there is anything that it could forbid. */
    boolean caps() {
        return maxPosts < window;
    }

    /**
     * The wanted order with posts put off that would be one too many, and others before them. If no post is pinned and any order
     * keeps the cap, this one does; if none does, more posts may exceed it than have to.
     *
     * @param pinned by post, whether it stays at its place
     */
    public Order spread(Order wanted, boolean[] pinned, Authors authors, Effort effort) {
        return countExceeded(wanted, authors) == 0
                ? wanted
                : Arrangement.of(wanted, pinned, wanted.size(), this, authors, effort);
    }

    int countExceeded(Order order, Authors authors) {
        return exceeded(order, authors).cardinality();
    }

    /** By post, whether its author has more posts close together anywhere in the order than the cap allows. */
    public BitSet ofTooMany(Order order, Authors authors) {
        BitSet exceeded = exceeded(order, authors);
        BitSet tooMany = new BitSet();
        BitSet writers = new BitSet();
        exceeded.stream().forEach(place -> writers.set(authors.author(order.post(place))));
        for (int post = 0; post < order.size() && !writers.isEmpty(); post++) {
            tooMany.set(post, authors.known(post) && writers.get(authors.author(post)));
        }
        return tooMany;
    }

    /** By place, whether more posts of one author than the cap allows stand in the window that ends there. */
    public BitSet exceeded(Order order, Authors authors) {
        BitSet exceeded = new BitSet();
        int[] recent = new int[authors.count()];
        for (int place = 0; caps() && place < order.size(); place++) {
            int gone = place - window;
            if (gone >= 0 && authors.known(order.post(gone))) {
                recent[authors.author(order.post(gone))]--;
            }
            if (authors.known(order.post(place))) {
                exceeded.set(place, ++recent[authors.author(order.post(place))] > maxPosts);
            }
        }
        return exceeded;
    }
}
