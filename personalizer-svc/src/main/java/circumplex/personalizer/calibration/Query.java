package circumplex.personalizer.calibration;

/**
 * A question to a calibrator: how would the person of {@code row} rate its post, judging by that person's annotations in
 * {@code support}? The ratings of {@code row} itself are never looked at.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Query(int row, int[] support) {

    public Query {
        for (int known : support) {
            if (known == row) {
                throw new IllegalArgumentException("the ratings that are asked for are among those that are known");
            }
        }
    }
}
