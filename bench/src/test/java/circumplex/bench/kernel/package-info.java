/** Tests of {@code circumplex.bench.kernel}. */
@NullMarked
package circumplex.bench.kernel;

import org.jspecify.annotations.NullMarked;
