/**
 * The trial of more work than a service can do: how much it still gets done, how soon it says no, and how soon it is itself again.
 *
 * <p>Used by the command of the trial. Knows no command line and no report.
 */
@NullMarked
package circumplex.bench.overload;

import org.jspecify.annotations.NullMarked;
