/**
 * What may be wrong with a model, whatever part of it is read.
 *
 * <p>Used by the other packages of this module and by services that load models.
 */
@NullMarked
package circumplex.model;

import org.jspecify.annotations.NullMarked;
