package circumplex.ranker.kernel;

/** Σ w_v · s_v of every scored post, exact in millionths; higher is better. A post is a number from 0, in engagement order. */
public final class Scores {

    /** Millionths in a score of 1. */
    public static final double ONE = 1e6;

    private final boolean[] scored;
    private final int[] millionths;
    private final int scoredCount;

    private Scores(boolean[] scored, int[] millionths) {
        this.scored = scored;
        this.millionths = millionths;
        int count = 0;
        for (boolean is : scored) {
            count += is ? 1 : 0;
        }
        this.scoredCount = count;
    }

    /** @param millionths by post; what stands at an unscored post and after the last one has no meaning; not copied */
    static Scores of(Feed feed, int[] millionths) {
        return new Scores(feed.scoredFlags(), millionths);
    }

    public int size() {
        return scored.length;
    }

    public boolean scored(int post) {
        return scored[post];
    }

    public int scoredCount() {
        return scoredCount;
    }

    /** The score of a post that has one; that of an unscored post has no meaning. */
    public int millionths(int post) {
        return millionths[post];
    }

    /** The scores of some posts, which are then numbered from 0 in the given order. */
    public Scores only(int... posts) {
        boolean[] someScored = new boolean[posts.length];
        int[] some = new int[posts.length];
        for (int i = 0; i < posts.length; i++) {
            someScored[i] = scored[posts[i]];
            some[i] = millionths[posts[i]];
        }
        return new Scores(someScored, some);
    }

    /** The same posts with other scores. */
    public Scores with(int... otherMillionths) {
        if (otherMillionths.length != size()) {
            throw new IllegalArgumentException("needs " + size() + " scores, has " + otherMillionths.length);
        }
        return new Scores(scored, otherMillionths.clone());
    }
}
