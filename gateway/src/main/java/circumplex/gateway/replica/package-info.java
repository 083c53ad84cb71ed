/**
 * Rankings of the last minutes: kept in the memory of the replica that made them, explained and forgotten by all.
 *
 * <p>Called by the feed that was ranked, by ExplainPost, by erasures, and by the other replicas. Knows not how a feed is ranked.
 */
@NullMarked
package circumplex.gateway.replica;

import org.jspecify.annotations.NullMarked;
