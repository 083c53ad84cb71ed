/**
 * What a model knows of everybody who annotated: sums over annotations, kept so that a request reads one row and not thousands. A cache of
 * the annotations, never a source: what is missing or older than the person's last change is computed from them again, beside the request
 * that missed it.
 *
 * <p>Called by the use cases that personalize, and by whoever changes the model. Knows no request.
 */
@NullMarked
package circumplex.personalizer.state;

import org.jspecify.annotations.NullMarked;
