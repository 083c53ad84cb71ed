/**
 * Calibrators as model folders, and the answers that whoever loads one asks for again. Called by the commands and the server; knows no training.
 */
@NullMarked
package circumplex.personalizer.calibration.folder;

import org.jspecify.annotations.NullMarked;
