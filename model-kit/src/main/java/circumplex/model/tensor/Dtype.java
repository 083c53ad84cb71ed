package circumplex.model.tensor;

import java.util.Optional;

/** The kinds of numbers that our models use; files may name others, which are refused. */
public enum Dtype {
    /** IEEE 754 single precision. */
    F32(4),
    /** Signed, 32 bits. */
    I32(4),
    /** Signed, 8 bits. */
    I8(1);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Of one number. */
    int bytes() {
        return bytes;
    }

    /** The dtype of this name in a file; empty if it is none of ours. */
    static Optional<Dtype> of(String name) {
        for (Dtype dtype : values()) {
            if (dtype.name().equals(name)) {
                return Optional.of(dtype);
            }
        }
        return Optional.empty();
    }
}
