/**
 * The stages of a ranking, one class each. A stage takes an order and returns an order, or what it kept and what it removed with
 * the reason.
 *
 * <p>Called by the ranker's use cases, which hold the order of the stages. Posts are numbers in engagement order from 0, after the
 * floor those that it left, so a post's number is its engagement place. Must not know the vocabulary, the wire or explanations.
 */
@NullMarked
package circumplex.ranker.stage;

import org.jspecify.annotations.NullMarked;
