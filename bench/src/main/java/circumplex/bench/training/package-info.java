/**
 * Commands of researchers and operators as processes, for the trial that takes the way of their guide. Called by {@code bench training}; knows
 * nothing of models.
 */
@NullMarked
package circumplex.bench.training;

import org.jspecify.annotations.NullMarked;
