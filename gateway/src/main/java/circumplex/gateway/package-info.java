/**
 * The process gateway and its settings. One feed request: classify, personalize, rank.
 *
 * <p>The way of a request: {@code rank} takes the call, asks the services in {@code downstream}, and leaves the ranking in {@code replica}.
 * {@code profile}, {@code calibration} and {@code userdata} are the other calls; {@code feed} is what all of them speak of.
 */
@NullMarked
package circumplex.gateway;

import org.jspecify.annotations.NullMarked;
