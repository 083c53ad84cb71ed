/**
 * How far an order can be trusted: rank intervals from the standard errors of scores.
 *
 * <p>Called by the ranker's use cases and its mapper. Knows the kernel and orders; must not know the wire, and takes the stages as a
 * function.
 */
@NullMarked
package circumplex.ranker.chance;

import org.jspecify.annotations.NullMarked;
