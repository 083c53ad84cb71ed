/**
 * The ranker's kernel by itself under JMH, beside kernels of floats that do the same work, and NumPy.
 *
 * <p>Started by {@code bench kernel}. Knows the kernel and the orders of ranker-svc, and nothing else of it. JMH generates subclasses of
 * the classes with measured methods and with state, so those are public and open.
 */
@NullMarked
package circumplex.bench.kernel;

import org.jspecify.annotations.NullMarked;
