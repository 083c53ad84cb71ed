/**
 * Calls to services: channels over loopback, feeds to rank, load at a given rate, and what came of each call.
 *
 * <p>Used by the trials. Knows no process and no report.
 */
@NullMarked
package circumplex.bench.load;

import org.jspecify.annotations.NullMarked;
