package circumplex.ranker.kernel;

/** How much each value counts, in thousandths from −1000 to 1000, numbered as in the {@link Feed}. */
public final class Weights {

    /** Thousandths in a weight of 1. */
    public static final int MAX = 1000;

    /**
     * The largest sum of amounts, in thousandths: with it no score has more millionths than an int holds. The 256 weights of a
     * request have at most 256,000.
     */
    public static final int MAX_SUM = Integer.MAX_VALUE / Feed.MAX_SCORE;

    private final int[] thousandths;

    private Weights(int[] thousandths) {
        this.thousandths = thousandths;
    }

    /** @throws IllegalArgumentException if a weight is outside −1000 to 1000, or their amounts add up to more than {@link #MAX_SUM} */
    public static Weights of(int... thousandths) {
        int[] copy = thousandths.clone();
        int sum = 0;
        for (int weight : copy) {
            if (weight < -MAX || weight > MAX) {
                throw new IllegalArgumentException("a weight must be in [-1000, 1000] thousandths, was " + weight);
            }
            sum += Math.abs(weight);
            if (sum > MAX_SUM) {
                throw new IllegalArgumentException("the amounts of all weights must be at most " + MAX_SUM + " thousandths");
            }
        }
        return new Weights(copy);
    }

    public int values() {
        return thousandths.length;
    }

    public int thousandths(int value) {
        return thousandths[value];
    }
}
