package circumplex.ranker.order;

import java.util.Arrays;

/** Posts from first to last. A post is named by its place in the engagement order, counted from 0. */
public final class Order {

    private final int[] posts;

    private Order(int[] posts) {
        this.posts = posts;
    }

    /** @param posts copied */
    public static Order of(int... posts) {
        return new Order(posts.clone());
    }

    /** The engagement order of {@code size} posts. */
    public static Order byEngagement(int size) {
        int[] posts = new int[size];
        Arrays.setAll(posts, post -> post);
        return new Order(posts);
    }

    public int size() {
        return posts.length;
    }

    /** The post at {@code place}, counted from 0. */
    public int post(int place) {
        return posts[place];
    }

    /** The first {@code count} posts, or all if there are fewer. */
    public Order first(int count) {
        return count >= posts.length ? this : new Order(Arrays.copyOf(posts, count));
    }

    /** The same order of posts that have other names: post p becomes {@code names.post(p)}. */
    public Order renamed(Order names) {
        int[] renamed = new int[posts.length];
        Arrays.setAll(renamed, place -> names.posts[posts[place]]);
        return new Order(renamed);
    }

    /** The place of every post, by post. Of an order of all posts from 0. */
    public int[] places() {
        int[] places = new int[posts.length];
        for (int place = 0; place < posts.length; place++) {
            places[posts[place]] = place;
        }
        return places;
    }

    /** A copy. */
    public int[] toArray() {
        return posts.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Order that && Arrays.equals(posts, that.posts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(posts);
    }

    @Override
    public String toString() {
        return Arrays.toString(posts);
    }
}
