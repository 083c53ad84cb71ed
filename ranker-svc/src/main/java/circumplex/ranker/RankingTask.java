package circumplex.ranker;

/**
 * What {@link RankPosts} is asked.
 *
 * @param feed the posts in engagement order
 * @param weights as many as the feed has values
 * @param placement where posts without scores go
 * @param topK how many posts to keep
 */
record RankingTask(Feed feed, Weights weights, Placement placement, TopK topK) {

    RankingTask {
        if (weights.values() != feed.values()) {
            throw new IllegalArgumentException(weights.values() + " weights for " + feed.values() + " values");
        }
    }
}
