/**
 * The scorer that asks a language model: any endpoint that speaks the chat completions of OpenAI.
 *
 * <p>Made by {@link circumplex.classifier.llm.LlmScorers} where the settings name an endpoint, and called on threads that may wait. Knows
 * no store and no wire; what calls cost it is told by the budget. Post texts and what models write are private and untrusted: neither
 * reaches a log, an exception or a label.
 */
@NullMarked
package circumplex.classifier.llm;

import org.jspecify.annotations.NullMarked;
