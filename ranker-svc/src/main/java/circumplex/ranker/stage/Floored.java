package circumplex.ranker.stage;

import circumplex.ranker.kernel.Scores;
import circumplex.ranker.order.Order;
import java.util.Arrays;
import java.util.List;

/**
 * What the floor made of a feed. Posts are named as in the whole feed; the stages that follow number the posts that are left from 0.
 *
 * @param left the posts that pass, in engagement order
 * @param removed those that are in no order, with the reason
 * @param ended those that follow all others, with the reason
 * @param unjudged how many posts had no base score that a limit needs
 */
public record Floored(Order left, List<Removal> removed, List<Removal> ended, int unjudged) {

    public Floored {
        removed = List.copyOf(removed);
        ended = List.copyOf(ended);
    }

    static Floored all(int posts) {
        return new Floored(Order.byEngagement(posts), List.of(), List.of(), 0);
    }

    static Floored of(int[] left, int leftCount, List<Removal> stopped, SafetyFloor.Action action, int unjudged) {
        Order order = Order.of(Arrays.copyOf(left, leftCount));
        return switch (action) {
            case REMOVE -> new Floored(order, stopped, List.of(), unjudged);
            case SEND_TO_END -> new Floored(order, List.of(), stopped, unjudged);
        };
    }

    /** Whether every post is left. */
    public boolean untouched() {
        return removed.isEmpty() && ended.isEmpty();
    }

    /** Of scores of the whole feed, those of the posts that are left. */
    public Scores left(Scores scores) {
        return untouched() ? scores : scores.only(left.toArray());
    }

    /** An order of the posts that are left, with the posts of the whole feed as it names them and those at the end. */
    public Order whole(Order order) {
        if (untouched()) {
            return order;
        }
        int[] posts = Arrays.copyOf(order.renamed(left).toArray(), order.size() + ended.size());
        for (int i = 0; i < ended.size(); i++) {
            posts[order.size() + i] = ended.get(i).post();
        }
        return Order.of(posts);
    }

    /** An order of all posts that are not removed, as {@link #whole} gives it, with these numbered by engagement from 0. */
    public Order renumbered(Order whole) {
        if (removed.isEmpty()) {
            return whole;
        }
        int[] remaining = whole.toArray();
        Arrays.sort(remaining);
        int[] posts = new int[remaining.length];
        Arrays.setAll(posts, place -> Arrays.binarySearch(remaining, whole.post(place)));
        return Order.of(posts);
    }
}
