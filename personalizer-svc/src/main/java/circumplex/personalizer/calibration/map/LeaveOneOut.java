package circumplex.personalizer.calibration.map;

/**
 * How far a person's annotations are believed: as far as each of them is foretold by the others. A guard against wrong labels, from the
 * fifth annotation on.
 *
 * <p>With rᵢ the residual of an ordinal output in annotation i, less what the questionnaire lets expect of it, n ratings and λ a shrinkage,
 * the others of i say aᵢ = (Σⱼ rⱼ − rᵢ) / (n − 1 + λ). Trust is the slope of least squares of rᵢ on aᵢ over all outputs, with annotations
 * beforehand that say 1, and no more than 1. It needs Σ r and Σ r² alone, so states stay sums: Σᵢ aᵢ rᵢ = ((Σ r)² − Σ r²) / (n − 1 + λ), and
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

    /** In [0, 1], for a person of whom nothing but annotations is known. */
    public double trust(UserState state) {
        return trust(state, new double[3 * state.values()]);
    }

    /**
     * In [0, 1].
     *
     * @param prior what is expected of each output's residuals without any annotation: what they say is how far they are from that
     */
    public double trust(UserState state, double[] prior) {
        if (state.annotations() < from) {
            return 1;
        }
        double products = 0;
        double squares = 0;
        for (int v = 0; v < state.values(); v++) {
            double n = state.ratings(v);
            if (n >= 2) {
                double expected = prior[state.values() + v];
                double share = 1 / (n - 1 + SHRINKAGE);
                double sum = state.sum(v) - n * expected;
                double own = state.squares(v) - 2 * expected * state.sum(v) + n * expected * expected;
                products += share * (sum * sum - own);
                squares += share * share * ((n - 2) * sum * sum + own);
            }
        }
        double beforehand = squares * BELIEVED / state.annotations();
        return squares == 0 ? 1 : Math.max(0, Math.min(1, (products + beforehand) / (squares + beforehand)));
    }
}
