/**
 * All that is kept about a person: handed out, and erased in every service with a receipt.
 *
 * <p>Called by clients. Knows who keeps what; the digest of a person in a receipt is all that stays.
 */
@NullMarked
package circumplex.gateway.userdata;

import org.jspecify.annotations.NullMarked;
