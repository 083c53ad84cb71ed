/**
 * What a language model is sent: instructions of our own, and posts that cannot leave their fence.
 *
 * <p>Plain Java over the vocabulary; knows no HTTP and no answers.
 */
@NullMarked
package circumplex.classifier.llm.prompt;

import org.jspecify.annotations.NullMarked;
