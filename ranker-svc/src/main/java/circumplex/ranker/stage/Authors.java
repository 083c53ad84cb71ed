package circumplex.ranker.stage;

import circumplex.ranker.order.Order;
import java.util.Arrays;

/** Who wrote each post: posts of the same author have the same number. */
public final class Authors {

    private static final int UNKNOWN = -1;

    private final int[] byPost;
    private final int count;

    private Authors(int[] byPost, int count) {
        this.byPost = byPost;
        this.count = count;
    }

    /**
     * @param byPost a number from 0 for each post whose author is known, negative for the others; copied
     */
    public static Authors of(int... byPost) {
        int[] copy = byPost.clone();
        int count = 0;
        for (int post = 0; post < copy.length; post++) {
            copy[post] = Math.max(copy[post], UNKNOWN);
            count = Math.max(count, copy[post] + 1);
        }
        return new Authors(copy, count);
    }

    /** Nobody is known. */
    public static Authors unknown(int posts) {
        int[] byPost = new int[posts];
        Arrays.fill(byPost, UNKNOWN);
        return new Authors(byPost, 0);
    }

    /** The authors of some posts, which are then numbered from 0 in the given order. */
    public Authors only(Order posts) {
        int[] some = new int[posts.size()];
        Arrays.setAll(some, i -> byPost[posts.post(i)]);
        return new Authors(some, count);
    }

    /** One more than the largest author number. */
    int count() {
        return count;
    }

    boolean known(int post) {
        return byPost[post] != UNKNOWN;
    }

    int author(int post) {
        return byPost[post];
    }
}
