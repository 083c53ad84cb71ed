/** Small versions of the trials of durability, and what shows that they can fail. */
@NullMarked
package circumplex.bench.durability;

import org.jspecify.annotations.NullMarked;
