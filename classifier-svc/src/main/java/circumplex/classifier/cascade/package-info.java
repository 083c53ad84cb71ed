/**
 * When the embedded model answers alone and when the language model is asked, learnt from posts that both scored.
 *
 * <p>Used by the use case through {@link circumplex.classifier.text.Escalation}, and by {@code ./circumplex calibrate-cascade} and {@code
 * align-scorer}. Knows no wire and no database; only the two commands know which scorers there are.
 */
@NullMarked
package circumplex.classifier.cascade;

import org.jspecify.annotations.NullMarked;
