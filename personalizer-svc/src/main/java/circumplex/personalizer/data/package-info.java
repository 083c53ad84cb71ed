/**
 * Annotations in bulk: the table that training and evaluation read, and the readers of files that fill it.
 *
 * <p>A file becomes a whole table or a list of what is wrong with its lines, never half of it. Used by the packages that train,
 * evaluate and generate. Knows nothing of models, and keeps no post text, because none is ever read.
 */
@NullMarked
package circumplex.personalizer.data;

import org.jspecify.annotations.NullMarked;
