package circumplex.personalizer.calibration.map;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What one network knows about a person: sums over the annotations and how many there are. Annotations are only ever added; the
 * order does not matter beyond rounding.
 */
public final class UserState {

    private final float[] codes;
    private final float[] residuals;
    private final float[] squares;
    private final float[] ratings;
    private int annotations;

    public UserState(NetworkShape shape) {
        codes = new float[NetworkShape.ELEMENT];
        residuals = new float[shape.outputs()];
        squares = new float[shape.values()];
        ratings = new float[shape.outputs()];
    }

    /** What one annotation says, for one network. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Element(float[] code, float[] residuals, float[] ratings) {}

    public void add(Element element) {
        add(codes, element.code());
        add(residuals, element.residuals());
        for (int v = 0; v < squares.length; v++) {
            float ordinal = element.residuals()[squares.length + v];
            squares[v] += ordinal * ordinal;
        }
        add(ratings, element.ratings());
        annotations++;
    }

    /** How many annotations have been added. */
    public int annotations() {
        return annotations;
    }

    /** How many of them rated the value. */
    public int ratings(int value) {
        return Math.round(ratings[ratings.length / 3 + value]);
    }

    /** @param trust how far the annotations are believed, in [0, 1]: sums are written as so much of themselves, counts as they are */
    public void write(float[] allCodes, float[] allResiduals, float[] allRatings, float[] allAnnotations, int at, float trust) {
        for (int i = 0; i < codes.length; i++) {
            allCodes[at * codes.length + i] = trust * codes[i];
        }
        for (int o = 0; o < residuals.length; o++) {
            allResiduals[at * residuals.length + o] = trust * residuals[o];
        }
        System.arraycopy(ratings, 0, allRatings, at * ratings.length, ratings.length);
        allAnnotations[at] = annotations;
    }

    /** The mean of a residual over the ratings behind it; 0 without any. */
    public double residual(int output) {
        return ratings[output] == 0 ? 0 : residuals[output] / ratings[output];
    }

    /** How many ratings are behind a residual. */
    public float ratingsBehind(int output) {
        return ratings[output];
    }

    int values() {
        return squares.length;
    }

    /** Sum of a value's ordinal residuals. */
    double sum(int value) {
        return residuals[squares.length + value];
    }

    /** Sum of their squares. */
    double squares(int value) {
        return squares[value];
    }

    /** How many bytes it is kept in. */
    public int bytes() {
        return Float.BYTES * (codes.length + residuals.length + squares.length + ratings.length) + Integer.BYTES;
    }

    public void write(ByteBuffer bytes) {
        for (float[] sums : List.of(codes, residuals, squares, ratings)) {
            for (float sum : sums) {
                bytes.putFloat(sum);
            }
        }
        bytes.putInt(annotations);
    }

    public static UserState read(NetworkShape shape, ByteBuffer bytes) {
        UserState state = new UserState(shape);
        for (float[] sums : List.of(state.codes, state.residuals, state.squares, state.ratings)) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = bytes.getFloat();
            }
        }
        state.annotations = bytes.getInt();
        return state;
    }

    private static void add(float[] sums, float[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    @Override
    public String toString() {
        return annotations + " annotations";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserState that
                && annotations == that.annotations
                && Arrays.equals(codes, that.codes)
                && Arrays.equals(residuals, that.residuals)
                && Arrays.equals(squares, that.squares)
                && Arrays.equals(ratings, that.ratings);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(residuals);
    }
}
