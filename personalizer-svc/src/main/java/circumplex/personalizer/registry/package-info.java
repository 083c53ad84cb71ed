/**
 * The registry of models: which there are, how they were judged, which one is in production, and the way there and back.
 *
 * <p>Called by the operator's endpoint and by the jobs that make models. Knows no person, no annotation and no message; what a model
 * computes is the business of {@code calibration} and {@code serving}.
 */
@NullMarked
package circumplex.personalizer.registry;

import org.jspecify.annotations.NullMarked;
