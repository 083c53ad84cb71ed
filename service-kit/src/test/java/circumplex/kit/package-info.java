/** Tests of the kit, through a real loopback socket where a promise is about the wire. */
@NullMarked
package circumplex.kit;

import org.jspecify.annotations.NullMarked;
