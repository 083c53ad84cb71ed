package circumplex.gateway.calibration;

import java.util.List;

/** How a person's annotations change scores. */
record Calibration(
        String scorerId, String calibratorId, int activeAnnotations, int inactiveAnnotations, List<Gain> gains) {

    Calibration {
        gains = List.copyOf(gains);
    }

    /** How the person sees one value: above 1 more of it than the scorer does, below 1 less. */
    record Gain(String valueId, double gain, int ratings, double meanRating, double meanBaseScore) {}
}
