package circumplex.bench.classifier;

/** Somebody who gets a text scored. */
@FunctionalInterface
interface Contender {

    /**
     * Scores one text that nobody scored before.
     *
     * @throws IllegalStateException if it does not: a failure is quick and must not look like speed
     */
    void score(String text);
}
