/**
 * Σ w · s as whole numbers: a feed as columns of thousandths, weights, and the kernel that multiplies and adds.
 *
 * <p>Called by the ranker's stages and by benchmarks. Depends on nothing but the language; must not know orders, the vocabulary or
 * the wire.
 */
@NullMarked
package circumplex.ranker.kernel;

import org.jspecify.annotations.NullMarked;
