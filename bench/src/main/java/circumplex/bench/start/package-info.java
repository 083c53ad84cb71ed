/**
 * The trial of what a service costs before it does anything and after it has done something: time to serve, memory and threads.
 *
 * <p>Used by the command of the trial. Knows no command line and no report.
 */
@NullMarked
package circumplex.bench.start;

import org.jspecify.annotations.NullMarked;
