/**
 * Models that change while calls run: what callers notice of it.
 *
 * <p>Called by the command {@code model-swap}. Starts a personalizer and trains what it swaps.
 */
@NullMarked
package circumplex.bench.swap;

import org.jspecify.annotations.NullMarked;
