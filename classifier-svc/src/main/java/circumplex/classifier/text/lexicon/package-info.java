/**
 * The lexicon: entries for each value, cues that mute them, and the scorer that reads texts by both.
 *
 * <p>Called where scorers are chosen. Plain Java over the vocabulary and the texts of {@code circumplex.classifier.text}.
 */
@NullMarked
package circumplex.classifier.text.lexicon;

import org.jspecify.annotations.NullMarked;
