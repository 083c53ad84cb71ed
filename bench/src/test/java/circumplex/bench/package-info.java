/** Tests of the commands that measure. */
@NullMarked
package circumplex.bench;

import org.jspecify.annotations.NullMarked;
