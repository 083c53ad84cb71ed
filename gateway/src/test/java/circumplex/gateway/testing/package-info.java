/** Fixtures of the gateway's tests: the gateway between three services that do as they are told, its database, and faults of the network. */
@NullMarked
package circumplex.gateway.testing;

import org.jspecify.annotations.NullMarked;
