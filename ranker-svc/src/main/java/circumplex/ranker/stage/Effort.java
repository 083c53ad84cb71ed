package circumplex.ranker.stage;

/** How hard a stage tries to keep the author cap where other rules confine it. */
public enum Effort {
    /** One pass over the places: for orders that are made by the hundred. */
    ONE_PASS,
    /** Where one pass exceeds the cap, a short order is searched for one that does less. */
    SEARCH
}
