/**
 * What a person says about posts, and what it does to scores.
 *
 * <p>Called by clients. Knows classifier and personalizer; stores nothing itself.
 */
@NullMarked
package circumplex.gateway.calibration;

import org.jspecify.annotations.NullMarked;
