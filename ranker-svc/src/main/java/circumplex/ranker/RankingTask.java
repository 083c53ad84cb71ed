package circumplex.ranker;

import circumplex.ranker.chance.ScoreErrors;
import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.stage.Authors;
import circumplex.ranker.stage.BaseScores;
import circumplex.ranker.stage.Rules;
import circumplex.ranker.stage.TopK;
import java.util.Optional;

/**
 * What {@link RankPosts} is asked.
 *
 * @param feed the posts in engagement order
 * @param weights as many as the feed has values
 * @param rules what the ranking keeps to besides the score
 * @param baseScores what the floor reads
 * @param authors who wrote the posts
 * @param topK how many posts to keep
 * @param ask what the answer has to contain
 */
record RankingTask(
        Feed feed, Weights weights, Rules rules, BaseScores baseScores, Authors authors, TopK topK, Ask ask) {

    RankingTask {
        if (weights.values() != feed.values()) {
            throw new IllegalArgumentException(weights.values() + " weights for " + feed.values() + " values");
        }
    }

    /** The same about the order of all posts and nothing else. */
    RankingTask whole() {
        return new RankingTask(feed, weights, rules, baseScores, authors, TopK.ALL, Ask.ORDER);
    }

    /** How many posts of the order by score the answer needs, from the top. */
    int needed() {
        return ask.topOnly() && rules.scoreAlone() ? topK.limit() : Integer.MAX_VALUE;
    }

    /** The same by other weights. */
    RankingTask by(Weights others) {
        return new RankingTask(feed, others, rules, baseScores, authors, topK, ask);
    }

    /**
     * What an answer contains besides the order.
     *
     * @param topOnly whether posts beyond the first k may be left out altogether
     * @param explain whether the ranking is explained
     * @param doubt how far the scores may be off; empty if nobody asks
     */
    record Ask(boolean topOnly, boolean explain, Optional<Doubt> doubt) {

        /** The order and what goes with it. */
        static final Ask ORDER = new Ask(false, false, Optional.empty());
    }

    /**
     * How far scores may be off, and how that is to be tried out.
     *
     * @param errors by post
     * @param draws how many
     * @param seed of the draws
     */
    record Doubt(ScoreErrors errors, int draws, long seed) {}
}
