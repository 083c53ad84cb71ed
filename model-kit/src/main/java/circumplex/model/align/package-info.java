/**
 * Score spaces and the way from one to another.
 *
 * <p>Written by {@code ./circumplex align-scorer}; read by the personalizer, whose models expect the scores of one scorer. Knows no engine
 * and no scorer.
 */
@NullMarked
package circumplex.model.align;

import org.jspecify.annotations.NullMarked;
