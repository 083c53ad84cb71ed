/**
 * How a process ends: what tells it to, the steps from the first signal to the exit code, and the calls that are still open
 * meanwhile.
 *
 * <p>Put together by {@link circumplex.kit.ServiceProcess}; services only implement {@link circumplex.kit.drain.Draining}. Knows
 * nothing of what a call does.
 */
@NullMarked
package circumplex.kit.drain;

import org.jspecify.annotations.NullMarked;
