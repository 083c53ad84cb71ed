package circumplex.classifier.llm;

/**
 * What a server was seen to do.
 *
 * @param model that answered, which is what an alias stands for; never empty
 * @param style how it is asked
 * @param enforcesSchema whether it kept to the schema although it was asked to break it
 * @param logProbabilities whether it says what it might have written instead
 * @param usage whether it says what an answer cost
 */
record Capabilities(String model, RequestStyle style, boolean enforcesSchema, boolean logProbabilities, boolean usage) {

    Capabilities withModel(String answered) {
        return new Capabilities(answered, style, enforcesSchema, logProbabilities, usage);
    }
}
