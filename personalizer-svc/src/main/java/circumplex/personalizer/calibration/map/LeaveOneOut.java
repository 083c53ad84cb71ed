package circumplex.personalizer.calibration.map;

/**
 * How far a person's annotations are believed: as far as each of them is foretold by the others. A guard against wrong labels, from the
 * fifth annotation on.
 *
 * <p>With rᵢ the residual of an ordinal output in annotation i, n ratings and λ a shrinkage, the others of i say
 * aᵢ = (Σⱼ rⱼ − rᵢ) / (n − 1 + λ). Trust is the slope of least squares of rᵢ on aᵢ over all outputs, with annotations beforehand that say 1,
 * and no more than 1. It needs Σ r and Σ r² alone, so states stay sums: Σᵢ aᵢ rᵢ = ((Σ r)² − Σ r²) / (n − 1 + λ), and
 * Σᵢ aᵢ² = ((n − 2)(Σ r)² + Σ r²) / (n − 1 + λ)².
 *
 * <p>Own work; {@code RATIONALE.md} has the figures and what else was tried.
 */
public final class LeaveOneOut {

    /** How model folders name it. Changes when the same annotations would be believed otherwise. */
    public static final String VERSION = "leave-one-out-1";

    /** Fewer annotations are used as they are: one post says too little about another. */
    public static final int FROM = 5;

    /** λ: what people share counts as so many ratings. */
    private static final double SHRINKAGE = 5;

    /** So many annotations say beforehand that the person's part is right as it is. */
    private static final double BELIEVED = 15;

    private final int from;

    private LeaveOneOut(int from) {
        this.from = from;
    }

    /** From the fifth annotation on. */
    public static LeaveOneOut guard() {
        return new LeaveOneOut(FROM);
    }

    /** Believes everybody. */
    public static LeaveOneOut none() {
        return new LeaveOneOut(Integer.MAX_VALUE);
    }

    /** In [0, 1]. */
    public double trust(UserState state) {
        if (state.annotations() < from) {
            return 1;
        }
        double products = 0;
        double squares = 0;
        for (int o = state.outputs() / 3; o < 2 * state.outputs() / 3; o++) {
            double n = state.ratingsBehind(o);
            if (n >= 2) {
                double share = 1 / (n - 1 + SHRINKAGE);
                double square = state.sum(o) * state.sum(o);
                products += share * (square - state.squares(o));
                squares += share * share * ((n - 2) * square + state.squares(o));
            }
        }
        double beforehand = squares * BELIEVED / state.annotations();
        return squares == 0 ? 1 : Math.max(0, Math.min(1, (products + beforehand) / (squares + beforehand)));
    }
}
