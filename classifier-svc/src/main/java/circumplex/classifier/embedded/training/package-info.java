/**
 * How the embedded model is learnt and measured, for {@code ./circumplex train-scorer}.
 *
 * <p>No server calls it. What a text is and how it is scored it takes from {@code circumplex.classifier.embedded}, so that training and serving are one.
 */
@NullMarked
package circumplex.classifier.embedded.training;

import org.jspecify.annotations.NullMarked;
