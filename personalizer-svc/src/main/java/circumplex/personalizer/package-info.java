/**
 * The personalizer: base scores and what one person annotated in, that person's scores with their uncertainty out.
 *
 * <p>Called by the gateway over gRPC. Knows no post text, which it never receives, and no weights: what a person wants to see
 * is the ranker's business.
 */
@NullMarked
package circumplex.personalizer;

import org.jspecify.annotations.NullMarked;
