/** Tests of {@code circumplex.bench.rival}. */
@NullMarked
package circumplex.bench.rival;

import org.jspecify.annotations.NullMarked;
