/**
 * A candidate beside the model that answers: it is asked about a sample of the same calls, off their way, and only how its answers
 * differ is kept, as sums over everybody.
 *
 * <p>Called by the use case that personalizes, and by the registry, which says which model is the candidate. Knows no message and no weights;
 * nothing about a person outlives the comparison.
 */
@NullMarked
package circumplex.personalizer.shadow;

import org.jspecify.annotations.NullMarked;
