/**
 * What every member of a calibrator has in common: features of a post, targets of a rating, the sums that are a person's state, and the shape
 * of the parameters. Knows no kind of map and nothing that is made of several.
 */
@NullMarked
package circumplex.personalizer.calibration.map;

import org.jspecify.annotations.NullMarked;
