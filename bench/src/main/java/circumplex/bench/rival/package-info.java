/**
 * What somebody would use instead of ranker-svc, each behind the same few lines: sorted sets of Redis and a Python service with NumPy,
 * and an echo server as the floor of every call.
 *
 * <p>Called by {@code bench ranker}. Knows feeds and sockets; nothing of how ranker-svc works.
 */
@NullMarked
package circumplex.bench.rival;

import org.jspecify.annotations.NullMarked;
