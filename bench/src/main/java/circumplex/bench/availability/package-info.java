/**
 * The trial of what clients of the gateway see while the services behind it are down, silent or starting again.
 *
 * <p>Used by the command and the test of the trial. Knows no command line and no report.
 */
@NullMarked
package circumplex.bench.availability;

import org.jspecify.annotations.NullMarked;
