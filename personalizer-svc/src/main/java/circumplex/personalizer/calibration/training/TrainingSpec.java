package circumplex.personalizer.calibration.training;

import circumplex.personalizer.calibration.map.NetworkShape;

/**
 * What a training run may be told. Everything else is in the data.
 *
 * @param epochs passes over the people
 * @param minSteps more passes are made until there are as many steps as this, so that a small table trains as long as a large one
 * @param people people in a step
 * @param rate peak of the learning rate
 * @param decay weight decay
 * @param inputDropout share of the features that a step does not see
 * @param dropout share of the hidden units that a step does not use
 * @param noSupport share of people in a step whose annotations are not known
 * @param noAnswers share of people in a step whose questionnaire is not known
 * @param partial share of the known annotations of which a step knows only some of the values
 * @param ordinalWeight weight of the ordinal loss beside that of the ranks
 * @param levelWeight weight of the loss of the levels
 * @param populationWeight weight of the same losses for a person of whom nothing is known
 * @param nets how many networks, with different seeds, are averaged
 * @param kind networks or closed form; the settings above are of networks, but that a closed form is always one
 */
public record TrainingSpec(
        int epochs,
        int minSteps,
        int people,
        double rate,
        double decay,
        double inputDropout,
        double dropout,
        double noSupport,
        double noAnswers,
        double partial,
        double ordinalWeight,
        double levelWeight,
        double populationWeight,
        int nets,
        Kind kind) {

    /** What is trained. The names are those of the spec file. */
    public enum Kind {
        /** Networks, averaged. */
        network,
        /** One linear map with a normal prior over people, in closed form: small, and trained in seconds. */
        bayes,
        /** Networks and a closed form, averaged. */
        both,
        /** As {@code bayes}, but the map of a value rises with the base scores of that value and reads no other. */
        monotone
    }

    /** Networks with the settings that were found best under the strict protocol; RATIONALE.md says what else was tried. */
    public static final TrainingSpec DEFAULT =
            new TrainingSpec(20, 0, 64, 3e-3, 0.1, 0.1, 0.35, 0.15, 0.2, 0.1, 0.15, 0.3, 0.5, 2, Kind.network);

    /** What is trained if nothing is said: on some thousand annotations a closed form was better than networks, alone and averaged with them. */
    public static final TrainingSpec BEST = DEFAULT.withKind(Kind.bayes);

    public TrainingSpec {
        require(epochs >= 1 && epochs <= 1000, "epochs must be 1 to 1000");
        require(minSteps >= 0 && minSteps <= 100_000, "minSteps must be 0 to 100000");
        require(people >= 2 && people <= 1024, "people must be 2 to 1024");
        require(rate > 0 && rate <= 0.1, "rate must be above 0 and at most .1");
        require(decay >= 0 && decay <= 10, "decay must be 0 to 10");
        require(share(inputDropout) && share(dropout), "dropout must be in [0, .9]");
        require(share(noSupport) && share(noAnswers) && share(partial), "noSupport, noAnswers and partial must be in [0, .9]");
        require(ordinalWeight > 0 && levelWeight >= 0 && populationWeight >= 0, "weights of losses must not be negative");
        require(nets >= 1 && nets <= 8, "nets must be 1 to 8");
    }

    /** The same with another number of networks. */
    public TrainingSpec withNets(int count) {
        return with(count, kind);
    }

    /** The same of another kind. */
    public TrainingSpec withKind(Kind other) {
        return with(nets, other);
    }

    private TrainingSpec with(int count, Kind what) {
        return new TrainingSpec(
                epochs,
                minSteps,
                people,
                rate,
                decay,
                inputDropout,
                dropout,
                noSupport,
                noAnswers,
                partial,
                ordinalWeight,
                levelWeight,
                populationWeight,
                count,
                what);
    }

    NetworkShape.Architecture architecture() {
        return switch (kind) {
            case network -> NetworkShape.Architecture.NETWORK;
            case bayes, monotone -> NetworkShape.Architecture.CLOSED_FORM;
            case both -> NetworkShape.Architecture.BOTH;
        };
    }

    /** Steps of a run over {@code people} people. */
    int steps(int people) {
        int each = stepsOfAPass(people);
        return Math.max(epochs * each, (minSteps + each - 1) / each * each);
    }

    /** Steps in which every person is seen once; they have about as many people each. */
    int stepsOfAPass(int people) {
        return Math.max(1, (people + this.people / 2) / this.people);
    }

    private static boolean share(double share) {
        return share >= 0 && share <= 0.9;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
