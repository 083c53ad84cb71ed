/**
 * How good a calibrator is, by the protocol of "Whose Values?" and by the order of feeds, between floors and ceilings.
 *
 * <p>Used by the commands that evaluate and by the gate of promotions. Knows how to ask a predictor, not how it answers.
 */
@NullMarked
package circumplex.personalizer.evaluation;

import org.jspecify.annotations.NullMarked;
