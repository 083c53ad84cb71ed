package circumplex.gateway.feed;

/** Where posts without scores go. */
public enum UnscoredPlacement {
    KEEP_ENGAGEMENT_SLOT,
    UNSCORED_LAST
}
