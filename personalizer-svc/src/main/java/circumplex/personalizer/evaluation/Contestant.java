package circumplex.personalizer.evaluation;

import circumplex.personalizer.calibration.Predictor;
import java.util.function.IntPredicate;

/**
 * A predictor that takes part in an evaluation.
 *
 * @param name what it is
 * @param base whose base scores it works on; "none" if it needs none
 * @param predictor the predictor
 * @param answers for which rows it has an answer
 * @param personal whether what is known of a person changes its answer, so that it is asked with several annotations known
 * @param feeds whether it is asked for the order of feeds, too
 */
record Contestant(String name, String base, Predictor predictor, IntPredicate answers, boolean personal, boolean feeds) {}
