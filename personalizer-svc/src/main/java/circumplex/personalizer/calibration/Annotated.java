package circumplex.personalizer.calibration;

/**
 * What one person said about one post, as a calibrator reads it.
 *
 * @param scores for each scorer of the calibrator one number in [0, 6] for each value, NaN where missing
 * @param ratings 0 to 6 for each value, NaN where unrated
 */
@SuppressWarnings("ArrayRecordComponent")
public record Annotated(double[][] scores, double[] ratings) {

    @Override
    public String toString() {
        return "an annotated post";
    }
}
