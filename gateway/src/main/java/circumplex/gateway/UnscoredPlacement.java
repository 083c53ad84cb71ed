package circumplex.gateway;

/** Where posts without scores go. */
enum UnscoredPlacement {
    KEEP_ENGAGEMENT_SLOT,
    UNSCORED_LAST
}
