/**
 * The classifier service: text in, base scores out, each text scored once for a tenant and scorer.
 *
 * <p>Called by the gateway and the command line over gRPC. Knows no weights, no calibrations and no orders, and keeps no text
 * but that of posts that somebody annotated.
 */
@NullMarked
package circumplex.classifier;

import org.jspecify.annotations.NullMarked;
