/**
 * Comparisons: what would put one post above another, and which of two rankings people prefer.
 *
 * <p>Called by the ranker's endpoint through its mapper. Arithmetic only; must not know the vocabulary or the wire.
 */
@NullMarked
package circumplex.ranker.compare;

import org.jspecify.annotations.NullMarked;
