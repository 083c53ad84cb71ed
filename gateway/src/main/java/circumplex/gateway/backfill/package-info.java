/**
 * Scores of a new scorer for posts that people annotated under an earlier one: without them the annotations have no effect.
 *
 * <p>Told by feeds and calibrations how many annotations of a person lack scores; asks classifier-svc, which keeps the texts, and hands
 * its scores to personalizer-svc. Works apart from the calls that it hears of. Knows no text and no rating.
 */
@NullMarked
package circumplex.gateway.backfill;

import org.jspecify.annotations.NullMarked;
