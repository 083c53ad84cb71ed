/** Tests of who is let in. */
@NullMarked
package circumplex.kit.admission;

import org.jspecify.annotations.NullMarked;
