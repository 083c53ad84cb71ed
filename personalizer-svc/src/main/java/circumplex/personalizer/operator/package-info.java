/**
 * What operators may ask of the registry and the jobs, on the wire.
 *
 * <p>Called by the server. Knows messages and nothing of how models are made or served.
 */
@NullMarked
package circumplex.personalizer.operator;

import org.jspecify.annotations.NullMarked;
