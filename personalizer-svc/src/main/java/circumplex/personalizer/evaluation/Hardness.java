package circumplex.personalizer.evaluation;

import circumplex.model.engine.Torch;
import circumplex.personalizer.calibration.training.TrainingSpec;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.twin.Likeness.Check;
import java.util.List;

/**
 * Whether a synthetic twin is as hard to learn from as the real table. One on which annotations help more than they do in reality would
 * flatter every calibrator.
 */
public final class Hardness {

    private static final double MOST_GAIN = 0.06;

    /** Of the 25 of the strict protocol: one alone has so few rows that its figure is off by half of the band. */
    private static final int FOLDS = 5;

    private Hardness() {}

    /** What a calibrator with the settings that are used if nothing is said reaches on people and posts that it has not seen. */
    public static List<Check> of(Torch torch, AnnotationTable twin) throws InterruptedException {
        Evaluation.Outcome outcome = new Evaluation(torch, twin, new Protocol(1, 3, 1))
                .folds(FOLDS, 0, List.of(twin.scorers()), TrainingSpec.BEST, (done, all, what) -> {});
        double mapped = spearman(outcome, 0);
        return List.of(
                Check.around("ρ of the base scores, mapped", mapped, 0.30, 0.02),
                new Check("gain of ρ from 0 to 10 annotations", spearman(outcome, 10) - mapped, 0, MOST_GAIN));
    }

    private static double spearman(Evaluation.Outcome outcome, int k) {
        return outcome.results().stream()
                .filter(result -> result.predictor().equals(Evaluation.CALIBRATOR) && result.k() == k)
                .mapToDouble(result -> result.spearman().mean())
                .findFirst()
                .orElse(Double.NaN);
    }
}
