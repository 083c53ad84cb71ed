/**
 * What surrounds every call, one interceptor each, and what an endpoint uses of it: the caller, whether the client is still there, pages,
 * streams at the pace of their reader.
 *
 * <p>Put together by {@link circumplex.kit.ServiceProcess}. Knows no port, no process and no other part of a server.
 */
@NullMarked
package circumplex.kit.call;

import org.jspecify.annotations.NullMarked;
