/** Tests of what the embedded database needs. */
@NullMarked
package circumplex.kit.idempotency;

import org.jspecify.annotations.NullMarked;
