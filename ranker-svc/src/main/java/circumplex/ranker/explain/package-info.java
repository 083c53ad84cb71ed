/**
 * Why a ranking is as it is: what each value gave to a score, which stage moved a post, and what became of the feed as a whole.
 *
 * <p>Called by the ranker's use cases and its mapper. Changes no order. Knows orders and stages, and {@code Tensions} the vocabulary;
 * must not know the wire.
 */
@NullMarked
package circumplex.ranker.explain;

import org.jspecify.annotations.NullMarked;
