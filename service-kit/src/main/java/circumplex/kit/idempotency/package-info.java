/**
 * Requests that are repeated are done once, and get the first answer again.
 *
 * <p>Used by every service that writes what people send. Knows no table but its own.
 */
@NullMarked
package circumplex.kit.idempotency;

import org.jspecify.annotations.NullMarked;
