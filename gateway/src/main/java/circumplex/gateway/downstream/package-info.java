/**
 * The other services as the gateway sees them: what is asked, whether the answer is one, and what a failure means.
 *
 * <p>Called by the stages of a feed and by the calls that record, export and erase. Knows no endpoint, and not what stands in for an answer that is
 * missing.
 */
@NullMarked
package circumplex.gateway.downstream;

import org.jspecify.annotations.NullMarked;
