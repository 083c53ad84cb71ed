/** Tests of {@code circumplex.bench.simulation}. */
@NullMarked
package circumplex.bench.simulation;

import org.jspecify.annotations.NullMarked;
