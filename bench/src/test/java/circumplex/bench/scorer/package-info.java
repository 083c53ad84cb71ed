/** Trials of a scorer that replaces another one. */
@NullMarked
package circumplex.bench.scorer;

import org.jspecify.annotations.NullMarked;
