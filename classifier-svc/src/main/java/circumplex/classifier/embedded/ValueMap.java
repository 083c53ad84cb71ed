package circumplex.classifier.embedded;

import circumplex.model.BadModel;
import circumplex.model.tensor.Dtype;
import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
import java.util.Map;

/**
 * From what the network says of a value to a score: 6 · σ(slope · x + shift), the slope above 0, in thousandths.
 *
 * <p>The slope makes σ a probability of the label on arguments that the model has not seen; the shift then moves the mean over them to the
 * base rate that the value has in real feeds (Jahanbakhsh et al., CHI 2026). So scores of a value can be compared across posts, and values
 * with each other as far as their base rates can.
 */
public final class ValueMap {

    private static final float MAX = 6;

    private final float[] slope;
    private final float[] shift;

    public ValueMap(float[] slope, float[] shift) {
        for (float each : slope) {
            if (!(each > 0)) {
                throw new BadModel("the slope of a value must be above 0");
            }
        }
        this.slope = slope.clone();
        this.shift = shift.clone();
    }

    static ValueMap of(Tensors tensors, int values) {
       return new ValueMap(
                tensors.require("map.slope", Dtype.F32, values).floats(),
                tensors.require("map.shift", Dtype.F32, values).floats());
    }

    public Map<String, Tensor> pack() {
        return Map.of("map.slope", Tensor.of(slope, slope.length), "map.shift", Tensor.of(shift, shift.length));
    }

    /** From 0 to 6. */
    public float score(int value, float said) {
        double score = MAX / (1 + Math.exp(-(slope[value] * (double) said + shift[value])));
        return Math.round(score * 1000) / 1000f;
    }
}
