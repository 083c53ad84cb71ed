package circumplex.classifier.llm.prompt;

/**
 * A post of our own with the ratings that we would give it.
 *
 * @param digits one for each value of the set, in its order
 */
record Example(String text, String digits) {}
