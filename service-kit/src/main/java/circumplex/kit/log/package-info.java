/**
 * How log lines of a service look and where they go.
 *
 * <p>Found by Logback when the first line is about to be written. Knows nothing of who logs.
 */
@NullMarked
package circumplex.kit.log;

import org.jspecify.annotations.NullMarked;
