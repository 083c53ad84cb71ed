/**
 * What many annotations and many people cost the personalizer. Called by the command that measures it.
 */
@NullMarked
package circumplex.bench.annotations;

import org.jspecify.annotations.NullMarked;
