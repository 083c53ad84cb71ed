package circumplex.model.tensor;

import circumplex.model.BadModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An array of numbers of one kind and up to {@value #MAX_RANK} dimensions, in row-major order. All its numbers are finite. */
public final class Tensor {

    static final int MAX_RANK = 4;

    /** 256 MiB: far above any model of ours, and every index fits an int. */
    static final int MAX_BYTES = 1 << 28;

    private final Dtype dtype;
    private final int[] shape;

    /** Little-endian, as in the file. */
    private final byte[] bytes;

    private Tensor(Dtype dtype, int[] shape, byte[] bytes) {
        if (bytesOf(dtype, shape) != bytes.length) {
            throw new BadModel("a tensor of shape " + Arrays.toString(shape) + " does not have " + bytes.length + " bytes of "
                    + dtype);
        }
        this.dtype = dtype;
        this.shape = shape;
        this.bytes = bytes;
    }

    /** @throws BadModel if a number is not finite, or there are not as many as the shape says */
    public static Tensor of(float[] values, int... shape) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return read(Dtype.F32, shape.clone(), buffer.array());
    }

    /** @throws BadModel if there are not as many numbers as the shape says */
    public static Tensor of(int[] values, int... shape) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(values);
        return new Tensor(Dtype.I32, shape.clone(), buffer.array());
    }

    /** @throws BadModel if there are not as many numbers as the shape says */
    public static Tensor of(byte[] values, int... shape) {
        return new Tensor(Dtype.I8, shape.clone(), values.clone());
    }

    /** Takes the arrays over. */
    static Tensor read(Dtype dtype, int[] shape, byte[] bytes) {
        Tensor tensor = new Tensor(dtype, shape, bytes);
        if (dtype == Dtype.F32) {
            for (float value : tensor.floats()) {
                if (!Float.isFinite(value)) {
                    throw new BadModel("a tensor holds a number that is not finite");
                }
            }
        }
        return tensor;
    }

    /** @throws BadModel if the shape is none, or larger than anything of ours */
    static int bytesOf(Dtype dtype, int[] shape) {
        if (shape.length > MAX_RANK) {
            throw new BadModel("a tensor has " + shape.length + " dimensions, more than " + MAX_RANK);
        }
        long bytes = dtype.bytes();
        for (int size : shape) {
            // Each factor is below 2^31 and the product so far at most 2^28: no overflow.
            bytes *= size;
            if (size < 0 || bytes > MAX_BYTES) {
                throw new BadModel("a tensor has the shape " + Arrays.toString(shape) + ", more than " + MAX_BYTES + " bytes");
            }
        }
        return (int) bytes;
    }

    public Dtype dtype() {
        return dtype;
    }

    public int[] shape() {
        return shape.clone();
    }

    /** How many numbers it has. */
    public int size() {
        return bytes.length / dtype.bytes();
    }

    /** A copy. */
    public float[] floats() {
        require(Dtype.F32);
        float[] values = new float[size()];
        little().asFloatBuffer().get(values);
        return values;
    }

    /** A copy. */
    public int[] ints() {
        require(Dtype.I32);
        int[] values = new int[size()];
        little().asIntBuffer().get(values);
        return values;
    }

    /** A copy. */
    public byte[] bytes() {
        require(Dtype.I8);
        return bytes.clone();
    }

    byte[] raw() {
        return bytes;
    }

    /** @throws BadModel if it is of another kind or shape */
    void require(String name, Dtype wanted, int... wantedShape) {
        if (dtype != wanted || !Arrays.equals(shape, wantedShape)) {
            throw new BadModel("tensor '" + name + "' must be " + wanted + Arrays.toString(wantedShape) + ", is " + this);
        }
    }

    private void require(Dtype wanted) {
        if (dtype != wanted) {
            throw new BadModel("a tensor must be of " + wanted + ", is of " + dtype);
        }
    }

    private ByteBuffer little() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that
                && dtype == that.dtype
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return dtype + Arrays.toString(shape);
    }
}
