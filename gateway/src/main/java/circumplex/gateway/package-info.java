/**
 * One feed request: classify, personalize, rank.
 *
 * <p>Called by platform clients and the command line. Knows which services there are and what to do without them, but not how scores,
 * calibrations or orders are made. Read a request in this order: {@link circumplex.gateway.FeedEndpoint}, {@link
 * circumplex.gateway.RankFeed}, the three clients, {@link circumplex.gateway.RankingStore}.
 */
@NullMarked
package circumplex.gateway;

import org.jspecify.annotations.NullMarked;
