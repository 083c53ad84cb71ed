/**
 * What a language model answers, believed only where it is exactly what was asked for.
 *
 * <p>Plain Java over the vocabulary; knows no HTTP and no prompts. What it refuses it never quotes.
 */
@NullMarked
package circumplex.classifier.llm.parse;

import org.jspecify.annotations.NullMarked;
