package circumplex.personalizer.evaluation;

/**
 * How contestants are asked.
 *
 * @param seed of folds, supports, weightings and resampling
 * @param draws random supports of each size for each query
 * @param resamples of an interval
 */
public record Protocol(long seed, int draws, int resamples) {

    /** Three draws of each support. */
    public static final Protocol DEFAULT = new Protocol(1, 3, 1000);

    /** How many annotations are known in turn. */
    static final int[] KNOWN = {0, 1, 2, 5, 10};

    /** Other rows that a person needs so that all sizes are asked on the same queries. */
    static final int MIN_OTHERS = 3;
}
