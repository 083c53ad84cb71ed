/**
 * Annotations that a new scorer has not scored yet, and how they get its scores.
 *
 * <p>Called by the endpoint of the service for the gateway, which knows where the texts are. Knows no text and no calibrator.
 */
@NullMarked
package circumplex.personalizer.backfill;

import org.jspecify.annotations.NullMarked;
