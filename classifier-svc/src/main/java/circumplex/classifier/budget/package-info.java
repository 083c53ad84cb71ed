/**
 * What a tenant may spend on language models in a day: reserved before a call, settled after it.
 *
 * <p>Used by scorers that cost money. Knows no prompts and no posts.
 */
@NullMarked
package circumplex.classifier.budget;

import org.jspecify.annotations.NullMarked;
