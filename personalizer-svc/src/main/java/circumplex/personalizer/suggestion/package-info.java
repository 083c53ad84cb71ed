/**
 * Which posts to ask a person about: a choice over candidates, from scores and counts alone.
 *
 * <p>Called by the use case that suggests. Knows no annotation, no store and no calibrator.
 */
@NullMarked
package circumplex.personalizer.suggestion;

import org.jspecify.annotations.NullMarked;
