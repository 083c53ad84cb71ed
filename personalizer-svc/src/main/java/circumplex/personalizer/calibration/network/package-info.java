/**
 * Conditional neural processes with feature-wise modulation, on the engine and in plain Java, which is held to the engine's answers. DJL stays
 * inside classes whose names end in Network. Called by the calibrator and by training; knows neither.
 */
@NullMarked
package circumplex.personalizer.calibration.network;

import org.jspecify.annotations.NullMarked;
