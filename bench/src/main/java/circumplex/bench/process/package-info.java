/**
 * Services as real processes that a trial starts, pauses, ends and kills, and the database server beside them.
 *
 * <p>Used by the trials. Knows no RPC of the services and nothing of what is measured.
 */
@NullMarked
package circumplex.bench.process;

import org.jspecify.annotations.NullMarked;
