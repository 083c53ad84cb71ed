/**
 * The one mapper between vectors on the wire and the vocabulary, and the default {@linkplain circumplex.wire.ServiceConfig service
 * configs}.
 *
 * <p>Used by the edge of every service and by the command line. Knows no service. What breaks a rule is an {@link
 * circumplex.wire.InvalidField} with the path of the field in the request.
 */
@NullMarked
package circumplex.wire;

import org.jspecify.annotations.NullMarked;
