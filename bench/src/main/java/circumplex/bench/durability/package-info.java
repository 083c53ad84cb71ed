/**
 * The trial of what survives {@code kill -9}: clients write, the service is killed in the middle, comes back, and the clients look for
 * everything that they were told is kept.
 *
 * <p>Used by the command and the test of the trial. Knows no command line and no report.
 */
@NullMarked
package circumplex.bench.durability;

import org.jspecify.annotations.NullMarked;
