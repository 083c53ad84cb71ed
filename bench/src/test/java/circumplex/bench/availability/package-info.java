/** A small version of the trial of availability, and what shows that it can fail. */
@NullMarked
package circumplex.bench.availability;

import org.jspecify.annotations.NullMarked;
