package circumplex.gateway.feed;

import java.util.Locale;

/** A stage of the way of a request: which service does it, and which share of the time left at its start it may take. */
public enum Stage {
    CHOOSE_WEIGHTS("database", 0.25),
    CLASSIFY("classifier-svc", 0.6),
    PERSONALIZE("personalizer-svc", 0.5),
    RANK("ranker-svc", 0.8);

    private final String step = name().toLowerCase(Locale.ROOT);
    private final String service;
    private final double share;

    Stage(String service, double share) {
        this.service = service;
        this.share = share;
    }

    /** Its name in traces. */
    public String step() {
        return step;
    }

    /** Its name for clients and in logs. */
    public String service() {
        return service;
    }

    /** Of the time left, in (0, 1). */
    public double share() {
        return share;
    }
}
