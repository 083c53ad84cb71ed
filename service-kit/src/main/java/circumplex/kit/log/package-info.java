/**
 * How log lines of a service look and where they go, failures without the messages that quote data included.
 *
 * <p>Found by Logback when the first line is about to be written; who logs a failure by hand asks {@link circumplex.kit.log.SilentTrace}.
 * Knows nothing of who logs.
 */
@NullMarked
package circumplex.kit.log;

import org.jspecify.annotations.NullMarked;
