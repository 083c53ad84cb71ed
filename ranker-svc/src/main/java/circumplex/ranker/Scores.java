package circumplex.ranker;

import java.util.OptionalLong;

/** Σ w_v · s_v of every scored post, exact in millionths; higher is better. */
final class Scores {

    /** Millionths in a score of 1. */
    static final double ONE = 1e6;

    private final Feed feed;
    private final long[] millionths;

    /** @param millionths by post; what stands at an unscored post has no meaning */
    Scores(Feed feed, long[] millionths) {
        this.feed = feed;
        this.millionths = millionths;
    }

    /** The score of a post that has one; that of an unscored post has no meaning. */
    long millionths(int post) {
        return millionths[post];
    }

    /** Empty for an unscored post. */
    OptionalLong find(int post) {
        return feed.scored(post) ? OptionalLong.of(millionths[post]) : OptionalLong.empty();
    }
}
