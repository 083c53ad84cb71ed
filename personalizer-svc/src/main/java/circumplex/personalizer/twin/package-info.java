/**
 * A synthetic twin of the study's table: the same shape and the same published aggregates, from a seed and without a person in it.
 *
 * <p>So that everything can be trained, tested and tried without the real table. Knows nothing of models; the package that evaluates
 * says whether the twin is as hard as the real table.
 */
@NullMarked
package circumplex.personalizer.twin;

import org.jspecify.annotations.NullMarked;
