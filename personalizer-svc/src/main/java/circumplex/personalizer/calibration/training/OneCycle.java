package circumplex.personalizer.calibration.training;

/**
 * The one-cycle schedule (Smith and Topin, "Super-Convergence", 2019): the rate climbs to its peak and falls to almost nothing,
 * both along half a cosine, while momentum does the opposite.
 *
 * @param peak the highest rate
 * @param warmUp share of the steps in which it climbs
 * @param steps how many there are
 */
record OneCycle(double peak, double warmUp, int steps) {

    private static final double START = 1 / 25.0;
    private static final double END = START / 1e4;
    private static final double LOW_MOMENTUM = 0.85;
    private static final double HIGH_MOMENTUM = 0.95;

    double rate(int step) {
        return peak * between(step, START, 1, END);
    }

    double momentum(int step) {
        return between(step, HIGH_MOMENTUM, LOW_MOMENTUM, HIGH_MOMENTUM);
    }

    private double between(int step, double start, double top, double end) {
        double climb = Math.max(1, warmUp * steps - 1);
        if (step <= climb) {
            return cosine(start, top, step / climb);
        }
        return cosine(top, end, Math.min(1, (step - climb) / Math.max(1, steps - 1 - climb)));
    }

    private static double cosine(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
