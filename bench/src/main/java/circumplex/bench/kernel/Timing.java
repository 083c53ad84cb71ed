package circumplex.bench.kernel;

/**
 * What the iterations of one benchmark took, in nanoseconds: of a call, or a post where the benchmark says so.
 *
 * @param median of all iterations
 * @param fastest of all iterations
 */
public record Timing(double median, double fastest) {

    Timing per(int posts) {
        return new Timing(median / posts, fastest / posts);
    }
}
