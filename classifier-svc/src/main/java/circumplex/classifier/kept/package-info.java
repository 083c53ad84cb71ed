/**
 * The texts that people annotated, kept for each of them, so that a scorer that replaces another one can score them again.
 *
 * <p>Called by the endpoint of the service. Knows no scorer and no value set; what it holds is private and belongs in no log.
 */
@NullMarked
package circumplex.classifier.kept;

import org.jspecify.annotations.NullMarked;
