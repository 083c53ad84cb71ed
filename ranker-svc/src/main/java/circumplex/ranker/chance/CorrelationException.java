package circumplex.ranker.chance;

import java.util.Locale;

/** A matrix that is no correlation matrix, with what is wrong and the first element at fault. */
public final class CorrelationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final int element;

    CorrelationException(Fault fault, int element, String message) {
        super(message);
        this.fault = fault;
        this.element = element;
    }

    public Fault fault() {
        return fault;
    }

    /** Number of the element, row by row; negative if the matrix as a whole is at fault. */
    public int element() {
        return element;
    }

    /** What can be wrong with a matrix. */
    public enum Fault {
        LENGTH,
        FINITE,
        UNIT_DIAGONAL,
        SYMMETRIC,
        POSITIVE_SEMIDEFINITE;

        /** As the contract writes it. */
        public String rule() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
