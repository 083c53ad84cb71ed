/**
 * Orders of posts, and the tie rule that makes one out of scores.
 *
 * <p>Called by the stages, the explanation and benchmarks. Knows the kernel; must not know rules, the vocabulary or the wire.
 */
@NullMarked
package circumplex.ranker.order;

import org.jspecify.annotations.NullMarked;
