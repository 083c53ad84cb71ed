package circumplex.classifier.llm;

/** How much of the API a server understands; the first that it does not refuse is used. */
enum RequestStyle {
    /** A JSON schema for the answer, and log-probabilities of its tokens. */
    SCHEMA_AND_LOGPROBS(true, true),
    SCHEMA(true, false),
    /** Neither: the instructions alone say what to answer. */
    PLAIN(false, false);

    private final boolean schema;
    private final boolean logprobs;

    RequestStyle(boolean schema, boolean logprobs) {
        this.schema = schema;
        this.logprobs = logprobs;
    }

    boolean schema() {
        return schema;
    }

    boolean logprobs() {
        return logprobs;
    }
}
