/** Tests of what the embedded database needs. */
@NullMarked
package circumplex.kit.database;

import org.jspecify.annotations.NullMarked;
