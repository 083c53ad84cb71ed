/**
 * What people said about posts: how it is recorded, kept, read, exported and erased.
 *
 * <p>Called by the use cases that calibrate scores and by the endpoint. Knows no calibrator: what the annotations change is decided
 * by those who read them.
 */
@NullMarked
package circumplex.personalizer.annotation;

import org.jspecify.annotations.NullMarked;
