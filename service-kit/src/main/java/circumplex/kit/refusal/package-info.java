/**
 * How a service says no: the reason out of the catalogue of the contract, its details, the status that a client gets, and what a failure of
 * the database means for a call.
 *
 * <p>Used by whoever refuses, endpoints and use cases alike. Knows nothing of servers and calls.
 */
@NullMarked
package circumplex.kit.refusal;

import org.jspecify.annotations.NullMarked;
