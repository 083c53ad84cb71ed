/**
 * Ranks, correlations and resampling: plain arithmetic over arrays.
 *
 * <p>Used by the packages that train, evaluate and generate. Knows nothing of people, posts or models.
 */
@NullMarked
package circumplex.personalizer.statistics;

import org.jspecify.annotations.NullMarked;
