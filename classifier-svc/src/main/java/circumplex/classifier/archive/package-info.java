/**
 * The store of scores as a file, and back: a study can be repeated with the scores that it had, whatever the model answers today.
 *
 * <p>A program of its own beside the service, started by {@code ./circumplex scores}. Knows no texts: the file holds content keys.
 */
@NullMarked
package circumplex.classifier.archive;

import org.jspecify.annotations.NullMarked;
