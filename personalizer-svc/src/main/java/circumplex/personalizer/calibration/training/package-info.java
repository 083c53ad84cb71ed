/**
 * From rows of a table to a calibrator's weights: episodes, optimiser, schedule, checkpoints, and fitting a map to a tenant's own annotations.
 * Called by the commands and the evaluation, never by the server.
 */
@NullMarked
package circumplex.personalizer.calibration.training;

import org.jspecify.annotations.NullMarked;
