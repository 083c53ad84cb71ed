package circumplex.personalizer.research;

import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.evaluation.Evaluation;

/** The card of a trained calibrator. Figures and data are generated; intended use and limits are what holds for all of them. */
final class ModelCard {

    private ModelCard() {}

    static String of(
            DataOptions data, String licence, AnnotationTable table, CalibratorWeights weights, Evaluation.Outcome judged) {
        String synthetic = data.synthetic()
                ? " The data are synthetic: nobody rated anything, and what the model does for real people is unknown."
                : "";
        return """
                # Calibrator of %s

                ## Intended use

                Turns the base scores of %s into what one person would rate, for ranking that person's own feed. Not for judging
                people, not for advertising, not for political targeting.

                ## Data

                %s: %s. Terms: %s.%s

                ## Measured

                On people and posts that a calibrator of the same settings had not seen:

                %s

                ## Limits

                Scores of other scorers mean something else and need an alignment. The order of a feed comes from the population's map;
                what few annotations of one person add to it has not been distinguished from nothing. The interval is of one rating.
                """
                .formatted(
                        weights.set(),
                        String.join(" + ", weights.scorers()),
                        data.name(),
                        table,
                        licence,
                        synthetic,
                        String.join("\n", Tables.of(judged)));
    }
}
