/**
 * The ranker: scores and weights in, an order with its reasons out.
 *
 * <p>Called by the gateway over gRPC. {@link circumplex.ranker.RankPosts} is the use case and holds the order of the stages, which
 * live in packages of their own and work on whole numbers. Must not know text, users or databases; the wire is known to {@code
 * RankerEndpoint} and the classes called {@code …Wire} alone.
 */
@NullMarked
package circumplex.ranker;

import org.jspecify.annotations.NullMarked;
