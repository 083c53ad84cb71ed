/**
 * The values a person chose, and presets to choose from.
 *
 * <p>Called by clients and, for the weights of a feed, by {@code circumplex.gateway.rank}. Knows no other service.
 */
@NullMarked
package circumplex.gateway.profile;

import org.jspecify.annotations.NullMarked;
