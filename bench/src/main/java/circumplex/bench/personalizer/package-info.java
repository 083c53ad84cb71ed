/**
 * {@code PersonalizeScores} under measurement: calls beside an echo, a calibrator without a service around it, and the forest that the
 * authors of the study used.
 *
 * <p>Called by the command {@code personalizer} only. Knows the contract and the folders of models, not how scores are made.
 */
@NullMarked
package circumplex.bench.personalizer;

import org.jspecify.annotations.NullMarked;
