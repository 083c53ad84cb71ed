/**
 * The few-shot calibrator: from base scores and what one person annotated to that person's ratings, with their uncertainty.
 *
 * <p>One package for the server, the training and the evaluation: what is measured is what is served. Knows nothing of requests,
 * databases and frameworks; DJL stays inside {@code CalibratorNetwork}.
 */
@NullMarked
package circumplex.personalizer.calibration;

import org.jspecify.annotations.NullMarked;
