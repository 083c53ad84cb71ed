/** A small version of the trial of restarts under load, and what shows that it can fail. */
@NullMarked
package circumplex.bench.restart;

import org.jspecify.annotations.NullMarked;
