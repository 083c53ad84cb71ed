package circumplex.classifier.embedded;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import circumplex.model.engine.Torch;
import circumplex.model.tensor.Dtype;
import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
import java.util.Arrays;
import java.util.Map;

/**
 * From the sum of a text's rows to one number a value: x = (sum − mean) / spread, then x·direct + tanh(x·inner + inner bias)·outer + bias. The
 * hidden units are those of all seeds side by side, so one pass gives the mean of their networks.
 */
public final class ScoringNetwork implements AutoCloseable {

    /**
     * Rows of every call of the engine, the last ones empty where there are fewer texts. Products of other shapes are added up in another
     * order, and the last bits of what is said of a text would depend on the company it comes in.
     */
    public static final int BATCH = 64;

    private final Torch torch;
    private final Torch.Arena arena;
    private final int columns;
    private final int values;
    private final NDArray mean;
    private final NDArray spread;
    private final NDArray direct;
    private final NDArray inner;
    private final NDArray innerBias;
    private final NDArray outer;
    private final NDArray bias;

    /** @param byName weights on the heap, row by row */
    public record Weights(Map<String, float[]> byName, int columns, int hidden, int values) {

        public static Weights of(Tensors tensors, int columns, int hidden, int values) {
           return new Weights(
                    Map.of(
                            "mean", tensors.require("net.mean", Dtype.F32, columns).floats(),
                            "spread", tensors.require("net.spread", Dtype.F32, columns).floats(),
                            "direct", tensors.require("net.direct", Dtype.F32, columns, values).floats(),
                            "inner", tensors.require("net.inner", Dtype.F32, columns, hidden).floats(),
                            "inner_bias", tensors.require("net.inner_bias", Dtype.F32, hidden).floats(),
                            "outer", tensors.require("net.outer", Dtype.F32, hidden, values).floats(),
                            "bias", tensors.require("net.bias", Dtype.F32, values).floats()),
                    columns,
                    hidden,
                    values);
        }

        public Map<String, Tensor> pack() {
            return Map.of(
                    "net.mean", Tensor.of(get("mean"), columns),
                    "net.spread", Tensor.of(get("spread"), columns),
                    "net.direct", Tensor.of(get("direct"), columns, values),
                    "net.inner", Tensor.of(get("inner"), columns, hidden),
                    "net.inner_bias", Tensor.of(get("inner_bias"), hidden),
                    "net.outer", Tensor.of(get("outer"), hidden, values),
                    "net.bias", Tensor.of(get("bias"), values));
        }

        public float[] get(String name) {
            float[] weights = byName.get(name);
            if (weights == null) {
                throw new IllegalArgumentException(name);
            }
            return weights;
        }
    }

    public ScoringNetwork(Torch torch, Weights weights) {
        this.torch = torch;
        this.columns = weights.columns();
        this.values = weights.values();
        this.arena = torch.newArena();
        Shape perColumn = new Shape(1, columns);
        mean = array(weights, "mean", perColumn);
        spread = array(weights, "spread", perColumn);
        direct = array(weights, "direct", new Shape(columns, weights.values()));
        inner = array(weights, "inner", new Shape(columns, weights.hidden()));
        innerBias = array(weights, "inner_bias", new Shape(1, weights.hidden()));
        outer = array(weights, "outer", new Shape(weights.hidden(), weights.values()));
        bias = array(weights, "bias", new Shape(1, weights.values()));
    }

    /**
     * @param sums of {@code texts} texts, one after the other
     * @return what it says of each value, text by text
     */
    public float[] forward(float[] sums, int texts) throws InterruptedException {
        if (texts < 1 || texts > BATCH || sums.length != texts * columns) {
            throw new IllegalArgumentException(texts + " texts need " + texts * columns + " numbers, not " + sums.length);
        }
        return torch.call(arrays -> {
            float[] rows = Arrays.copyOf(sums, BATCH * columns);
            NDArray x = arrays.create(rows, new Shape(BATCH, columns)).sub(mean).div(spread);
            NDArray hidden = x.matMul(inner).add(innerBias).tanh();
            float[] said = x.matMul(direct).add(hidden.matMul(outer)).add(bias).toFloatArray();
            return Arrays.copyOf(said, texts * values);
        });
    }

    @Override
    public void close() {
        arena.close();
    }

    private NDArray array(Weights weights, String name, Shape shape) {
        return arena.arrays().create(weights.get(name), shape);
    }
}
