package circumplex.ranker;

/** How much each value counts, in thousandths from −1000 to 1000, numbered as in the {@link Feed}. */
final class Weights {

    /** Thousandths in a weight of 1. */
    static final int MAX = 1000;

    private final int[] thousandths;

    private Weights(int[] thousandths) {
        this.thousandths = thousandths;
    }

    /** @throws IllegalArgumentException if a weight is outside −1000 to 1000 */
    static Weights of(int... thousandths) {
        int[] copy = thousandths.clone();
        for (int weight : copy) {
            if (weight < -MAX || weight > MAX) {
                throw new IllegalArgumentException("a weight must be in [-1000, 1000] thousandths, was " + weight);
            }
        }
        return new Weights(copy);
    }

    int values() {
        return thousandths.length;
    }

    int thousandths(int value) {
        return thousandths[value];
    }
}
