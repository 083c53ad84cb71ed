/**
 * Channels to other services: which addresses a setting may hold, how calls are spread over replicas and repeated, and what goes along
 * with every call.
 *
 * <p>Used by the clients of a service's collaborators. Knows the service configs of the contract and no service.
 */
@NullMarked
package circumplex.kit.channel;

import org.jspecify.annotations.NullMarked;
