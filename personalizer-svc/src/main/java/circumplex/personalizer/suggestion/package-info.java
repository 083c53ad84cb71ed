/**
 * Which posts to ask a person about: a choice over candidates, from scores and counts alone.
 *
 * <p>Called by the use case that suggests, and by the counts of annotations for what it takes for met. Knows no annotation, no store and no calibrator.
 */
@NullMarked
package circumplex.personalizer.suggestion;

import org.jspecify.annotations.NullMarked;
