/**
 * RankFeed: choose weights, classify, personalize, rank, each stage within its share of the time.
 *
 * <p>Called by platform clients. Knows what stands in for a stage that is lost, but not how scores, calibrations or orders are made. Read in this
 * order: {@link circumplex.gateway.rank.FeedEndpoint}, {@link circumplex.gateway.rank.RankFeed}, {@link
 * circumplex.gateway.rank.Stages}.
 */
@NullMarked
package circumplex.gateway.rank;

import org.jspecify.annotations.NullMarked;
