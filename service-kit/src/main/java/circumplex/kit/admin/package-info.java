/**
 * What those who run a service can ask it beside the calls of its contract, on a gRPC port of its own that only this machine can reach.
 *
 * <p>A package of its own, because nothing in the services knows of it.
 */
@NullMarked
package circumplex.kit.admin;

import org.jspecify.annotations.NullMarked;
