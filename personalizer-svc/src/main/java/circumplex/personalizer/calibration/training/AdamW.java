package circumplex.personalizer.calibration.training;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019), over one vector.
 *
 * <p>In plain Java: some ten thousand parameters take microseconds, and the state is two arrays that a checkpoint can keep.
 */
final class AdamW {

    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final float[] decay;
    private final float[] first;
    private final float[] second;
    private double product1 = 1;
    private double product2 = 1;

    /** @param decay for each parameter the factor by which it falls in a step of rate 1 */
    AdamW(float[] decay) {
        this.decay = decay;
        first = new float[decay.length];
        second = new float[decay.length];
    }

    /** Continues where another one stood after steps with these momenta. */
    void restore(float[] firstMoments, float[] secondMoments, double[] momenta) {
        System.arraycopy(firstMoments, 0, first, 0, first.length);
        System.arraycopy(secondMoments, 0, second, 0, second.length);
        for (double beta1 : momenta) {
            product1 *= beta1;
            product2 *= BETA2;
        }
    }

    float[] firstMoments() {
        return first.clone();
    }

    float[] secondMoments() {
        return second.clone();
    }

    /** Moves {@code parameters} one step against {@code gradient}. */
    void step(float[] parameters, float[] gradient, double rate, double beta1) {
        product1 *= beta1;
        product2 *= BETA2;
        for (int i = 0; i < parameters.length; i++) {
            double g = gradient[i];
            first[i] = (float) (beta1 * first[i] + (1 - beta1) * g);
            second[i] = (float) (BETA2 * second[i] + (1 - BETA2) * g * g);
            double step = first[i] / (1 - product1) / (Math.sqrt(second[i] / (1 - product2)) + EPSILON);
            parameters[i] = (float) (parameters[i] * (1 - rate * decay[i]) - rate * step);
        }
    }
}
