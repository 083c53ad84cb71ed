/**
 * How many calls a service works on at once: what is above that is refused early and cheaply, so that what was let in is still answered
 * in time.
 *
 * <p>Used by the surroundings of every endpoint; health, reflection and the admin port are never limited. Knows nothing of what a
 * call does.
 */
@NullMarked
package circumplex.kit.admission;

import org.jspecify.annotations.NullMarked;
