package circumplex.model.tensor;

import circumplex.model.BadModel;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tensors by name; names have 1 to 128 letters, digits, dots and underscores, and do not begin with an underscore. */
public final class Tensors {

    static final int MAX_TENSORS = 4_096;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.][A-Za-z0-9._]{0,127}");

    private final SortedMap<String, Tensor> byName;

    private Tensors(SortedMap<String, Tensor> byName) {
        this.byName = byName;
    }

    /** @throws BadModel if there are none or too many, or a name is none */
    public static Tensors of(Map<String, Tensor> byName) {
        if (byName.isEmpty() || byName.size() > MAX_TENSORS) {
            throw new BadModel("a model has 1 to " + MAX_TENSORS + " tensors, not " + byName.size());
        }
        byName.keySet().forEach(Tensors::requireName);
        return new Tensors(Collections.unmodifiableSortedMap(new TreeMap<>(byName)));
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new BadModel("the name of a tensor is none");
        }
    }

    /** @throws BadModel if there is none of this name, or it is of another kind or shape */
    public Tensor require(String name, Dtype dtype, int... shape) {
        Tensor tensor = byName.get(name);
        if (tensor == null) {
            throw new BadModel("tensor '" + name + "' is missing");
        }
        tensor.require(name, dtype, shape);
        return tensor;
    }

    /** In the order of their names. */
    public SortedMap<String, Tensor> byName() {
        return byName;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensors that && byName.equals(that.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    @Override
    public String toString() {
        return byName.toString();
    }
}
