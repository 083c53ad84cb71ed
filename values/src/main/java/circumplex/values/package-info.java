/**
 * The vocabulary: value sets and the score, rating and weight vectors over them.
 *
 * <p>Used by every other module. Knows nothing of gRPC, databases or models and depends on nothing but the JDK.
 */
@NullMarked
package circumplex.values;

import org.jspecify.annotations.NullMarked;
