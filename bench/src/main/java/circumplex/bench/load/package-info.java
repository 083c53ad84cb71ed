/**
 * Calls to services: channels over loopback, load at a given rate, and what came of each call.
 *
 * <p>Used by the trials. Knows no RPC, no process and no report.
 */
@NullMarked
package circumplex.bench.load;

import org.jspecify.annotations.NullMarked;
