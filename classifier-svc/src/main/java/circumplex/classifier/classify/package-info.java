/**
 * From posts to base scores: which scorer is asked, what is known, what is made, and by when.
 *
 * <p>Called by the endpoint. Knows scorers by their interface only, no messages, and no database but through what is known.
 */
@NullMarked
package circumplex.classifier.classify;

import org.jspecify.annotations.NullMarked;
