/**
 * Scores that were made before: all of late in memory, and those that were paid for in the database.
 *
 * <p>Called by the use cases that score. Knows neither who scores nor why, and no text.
 */
@NullMarked
package circumplex.classifier.known;

import org.jspecify.annotations.NullMarked;
