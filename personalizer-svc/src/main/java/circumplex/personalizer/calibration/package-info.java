/**
 * The few-shot calibrator: from base scores and what one person annotated to that person's ratings, with their uncertainty.
 *
 * <p>For the server, the training and the evaluation: what is measured is what is served. A calibrator averages members, which are maps of
 * {@code network} or {@code closedform}; {@code training} makes them and {@code folder} keeps them. Knows nothing of requests, databases and
 * frameworks, nor of training and folders.
 */
@NullMarked
package circumplex.personalizer.calibration;

import org.jspecify.annotations.NullMarked;
