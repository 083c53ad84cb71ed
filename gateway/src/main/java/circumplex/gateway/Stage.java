package circumplex.gateway;

import java.util.Locale;

/** A stage of the way of a request: which service does it, and which share of the time left at its start it may take. */
enum Stage {
    CHOOSE_WEIGHTS(ProfileStore.SERVICE, 0.25),
    CLASSIFY(ClassifierClient.SERVICE, 0.6),
    PERSONALIZE(PersonalizerClient.SERVICE, 0.5),
    RANK(RankerClient.SERVICE, 0.8);

    private final String step = name().toLowerCase(Locale.ROOT);
    private final String service;
    private final double share;

    Stage(String service, double share) {
        this.service = service;
        this.share = share;
    }

    /** Its name in traces. */
    String step() {
        return step;
    }

    String service() {
        return service;
    }

    double share() {
        return share;
    }
}
