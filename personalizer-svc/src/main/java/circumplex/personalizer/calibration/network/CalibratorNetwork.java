package circumplex.personalizer.calibration.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import circumplex.personalizer.calibration.map.NetworkShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The network as tensor operations, over one parameter vector. Training and serving build the same graph.
 *
 * <p>What is known of a person enters in three places, each of which is exactly zero when nothing is known: it scales and shifts
 * the hidden units (FiLM), shifts the outputs, and adds the shrunk mean residual of each output.
 */
public final class CalibratorNetwork {

    private final NetworkShape shape;
    private final Map<String, NDArray> parts = new HashMap<>();

    /** @param parameters the vector whose parts {@link NetworkShape#sections} names; its manager owns all that is computed */
    public CalibratorNetwork(NetworkShape shape, NDArray parameters) {
        this.shape = shape;
        List<NetworkShape.Section> sections = shape.sections();
        long[] ends = new long[sections.size() - 1];
        int end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += sections.get(i).size();
            ends[i] = end;
        }
        NDList split = parameters.split(ends);
        for (int i = 0; i < sections.size(); i++) {
            NetworkShape.Section section = sections.get(i);
            parts.put(section.name(), split.get(i).reshape(section.rows(), section.columns()));
        }
    }

    /** Hidden units of posts, what the input gives the outputs directly, and the outputs for a person of whom nothing is known. */
    public record Population(NDArray hidden, NDArray direct, NDArray outputs) {}

    /** What dropout leaves of the input and the hidden layers; absent outside training. */
    public record Dropout(NDArray input, NDArray hidden1, NDArray hidden2) {}

    /**
     * Ratings as a support reads them, one row for each post.
     *
     * @param ranks standardised places among the rated values
     * @param present 1 where the rating is above 0
     * @param levels ratings in standard deviations
     * @param rated 1 where the value is rated
     * @param ranked as {@code rated}, but 0 in rows whose places say nothing
     */
    public record Observed(NDArray ranks, NDArray present, NDArray levels, NDArray rated, NDArray ranked) {}

    /** What annotations add to a state: the learned code and the residual of every output. */
    public record Elements(NDArray codes, NDArray residuals) {}

    /** Sums over a person's annotations: codes, residuals, how many annotations, and how many ratings behind each residual. */
    public record Known(NDArray codes, NDArray residuals, NDArray annotations, NDArray ratings) {}

    public Population population(NDArray features) {
        NDArray hidden1 = Activation.gelu(linear(features, "trunk1"));
        NDArray hidden2 = Activation.gelu(linear(hidden1, "trunk2"));
        return population(features, hidden2);
    }

    public Population population(NDArray features, Dropout dropout) {
        NDArray input = features.mul(dropout.input());
        NDArray hidden1 = Activation.gelu(linear(input, "trunk1")).mul(dropout.hidden1());
        NDArray hidden2 = Activation.gelu(linear(hidden1, "trunk2")).mul(dropout.hidden2());
        return population(input, hidden2);
    }

    private Population population(NDArray input, NDArray hidden) {
        NDArray direct = input.matMul(part("skip.weight")).add(part("head.bias"));
        return new Population(hidden, direct, hidden.matMul(part("head.weight")).add(direct));
    }

    /** @param outputs the population's, detached: what annotations say is not learnt through them */
    public Elements elements(NDArray outputs, Observed observed) {
        NDArray ranks = columns(outputs, 0);
        NDArray middle = ranks.mul(observed.ranked()).sum(new int[] {1}, true)
                .div(observed.ranked().sum(new int[] {1}, true).maximum(1));
        NDArray rank = observed.ranks().sub(ranks.sub(middle)).mul(observed.ranked());
        NDArray first = part("ordinal.thresholds").get(":, 0").reshape(1, shape.values());
        NDArray presence = observed.present()
                .sub(Activation.sigmoid(columns(outputs, 1).sub(first.stopGradient())))
                .mul(observed.rated());
        NDArray level = observed.levels().sub(columns(outputs, 2)).mul(observed.rated());
        NDArray residuals = rank.concat(presence, 1).concat(level, 1);
        NDArray codes = Activation.gelu(linear(residuals.concat(ranks, 1), "element1")).matMul(part("element2.weight"));
        return new Elements(codes, residuals);
    }

    /** @param answers standardised questionnaire answers, zero where absent; ignored by a network without questionnaire */
    public NDArray personal(Population population, Known known, NDArray answers) {
        NDArray shrinkage = part("shrinkage.log").exp();
        NDArray code = known.codes().div(known.annotations().add(shrinkage.get(":, 0:1")));
        if (shape.questions() > 0) {
            code = code.concat(answers.matMul(part("questionnaire.weight")).tanh(), 1);
        }
        NDArray user = code.matMul(part("user.weight")).tanh();
        NDArray film = user.matMul(part("film.weight"));
        NDArray hidden = population
                .hidden()
                .mul(film.get(":, 0:" + NetworkShape.HIDDEN).add(1))
                .add(film.get(":, " + NetworkShape.HIDDEN + ":"));
        NDArray direct = known.residuals()
                .div(known.ratings().add(shrinkage.get(":, 1:2")))
                .mul(part("direct.gain"));
        return hidden.matMul(part("head.weight"))
                .add(population.direct())
                .add(user.matMul(part("shift.weight")))
                .add(direct);
    }

    /** η − θ for every value and threshold, [rows, values, thresholds]: the logits of P(rating &gt; c). */
    public NDArray logits(NDArray outputs) {
        return columns(outputs, 1)
                .expandDims(2)
                .sub(part("ordinal.thresholds").reshape(1, shape.values(), NetworkShape.THRESHOLDS));
    }

    /** Ranks (0), ordinal (1) or levels (2) of the outputs. */
    public NDArray columns(NDArray outputs, int head) {
        int from = head * shape.values();
        return outputs.get(":, " + from + ":" + (from + shape.values()));
    }

    private NDArray linear(NDArray input, String name) {
        return input.matMul(part(name + ".weight")).add(part(name + ".bias"));
    }

    private NDArray part(String name) {
        NDArray part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("a network of this shape has no " + name);
        }
        return part;
    }

    /** A matrix of {@code numbers}, row after row. */
    public static NDArray matrix(NDManager manager, float[] numbers, int rows, int columns) {
        return aligned(manager.create(numbers, new Shape(rows, columns)));
    }

    /**
     * A copy in the engine's own memory. What comes from Java lies wherever its buffer lies, and the engine's products of matrices
     * differ in the last bits with the alignment of what they read: two equal runs would differ.
     */
    public static NDArray aligned(NDArray created) {
        NDArray copy = created.duplicate();
        created.close();
        return copy;
    }
}
