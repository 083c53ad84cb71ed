/**
 * What can be known of one text by itself: its normal form and key, its language; and what a scorer of texts is.
 *
 * <p>Used by the classifier's use cases. Plain Java over the vocabulary; knows no gRPC, no database and no container, and keeps
 * no text.
 */
@NullMarked
package circumplex.classifier.text;

import org.jspecify.annotations.NullMarked;
