package circumplex.cli.feed.platform;

/** How a file holds a feed. */
public enum FeedFormat {
    /** One post per line. */
    JSONL,
    /** A response of {@code app.bsky.feed.getTimeline}, {@code getFeed} and others of their shape. */
    BLUESKY,
    /** A request to the {@code /rank} endpoint of the Prosocial Ranking Challenge. */
    PRC
}
