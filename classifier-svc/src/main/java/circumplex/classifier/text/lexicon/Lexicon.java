package circumplex.classifier.text.lexicon;

import circumplex.values.ValueSet;
import java.util.List;
import java.util.Map;

/**
 * The words by which the lexicon scorer knows the values of one set. Read from a file by {@link LexiconFile}, which checks it.
 *
 * @param set the set it scores
 * @param sha256 of the file, in lower-case hexadecimal
 * @param terms words and phrases that express values
 * @param hashtags hashtags, in joined form, that express values
 * @param emoji emoji that express values
 * @param cues words that turn the meaning of their neighbours
 */
record Lexicon(
        ValueSet set,
        String sha256,
        Map<Term, List<Evidence>> terms,
        Map<Term, List<Evidence>> hashtags,
        Map<String, List<Evidence>> emoji,
        Map<Term, Cue> cues) {

    Lexicon {
        terms = Map.copyOf(terms);
        hashtags = Map.copyOf(hashtags);
        emoji = Map.copyOf(emoji);
        cues = Map.copyOf(cues);
    }

    /**
     * What speaks for a value.
     *
     * @param number position among all evidence of the lexicon, counted from 0
     * @param value position of the value in the set
     * @param halves the strength in halves, at least 1
     */
    record Evidence(int number, int value, int halves) {}

    /** How a word turns the meaning of its neighbours. */
    enum Cue {
        /** Denies what follows: "not", "never". */
        NEGATION,
        /** Holds a negation that denies nothing: "not only", "can't wait". */
        HARMLESS,
        /** Attacks what follows: "sick of". */
        ATTACK_BEFORE,
        /** Attacks what stands before it: "is overrated". */
        ATTACK_AFTER
    }
}
