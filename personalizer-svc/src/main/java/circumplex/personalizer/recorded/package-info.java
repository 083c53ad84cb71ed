/**
 * Annotations that were recorded by the service as data to train on: a table in memory or a file, without user ids.
 *
 * <p>Called by training jobs. Knows the store of annotations and the table that models learn from, and no model.
 */
@NullMarked
package circumplex.personalizer.recorded;

import org.jspecify.annotations.NullMarked;
