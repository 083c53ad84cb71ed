package circumplex.ranker;

import java.util.Arrays;

/** Posts from first to last. A post is named by its place in the engagement order, counted from 0. */
final class Order {

    private final int[] posts;

    private Order(int[] posts) {
        this.posts = posts;
    }

    /** @param posts copied */
    static Order of(int... posts) {
        return new Order(posts.clone());
    }

    int size() {
        return posts.length;
    }

    /** The post at {@code place}, counted from 0. */
    int post(int place) {
        return posts[place];
    }

    /** The first {@code count} posts, or all if there are fewer. */
    Order first(int count) {
        return count >= posts.length ? this : new Order(Arrays.copyOf(posts, count));
    }

    /** A copy. */
    int[] toArray() {
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
