/**
 * The small calibrator: a linear map and a normal prior over people, and how both are fitted. Called by the calibrator and by training; knows
 * neither, nor the engine.
 */
@NullMarked
package circumplex.personalizer.calibration.closedform;

import org.jspecify.annotations.NullMarked;
