package circumplex.gateway;

/** A stage of the way of a request, with the share of the time left at its start that it may take. */
enum Stage {
    CLASSIFY(0.6),
    PERSONALIZE(0.5),
    RANK(0.8);

    private final double share;

    Stage(double share) {
        this.share = share;
    }

    double share() {
        return share;
    }
}
