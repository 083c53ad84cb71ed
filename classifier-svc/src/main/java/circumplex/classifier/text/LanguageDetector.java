package circumplex.classifier.text;

import java.lang.Character.UnicodeScript;
import java.util.BitSet;
import java.util.List;

/**
 * Tells English from other languages in a short post: by the script of most letters, then by small words and foreign letters.
 *
 * <p>Doubt goes to English: a post is in another language only if its words speak more for that language than for English. A post
 * of which no word is known cannot be told, unless it has so many words that English would have shown. Hashtags and emoji do not
 * count: they travel between languages.
 */
public final class LanguageDetector {

    public static final String ENGLISH = "en";
    public static final String UNDETERMINED = "und";

    /** Latin letters, and so many words that a text in English would have a known one among them. */
    private static final String NOT_ENGLISH = "und-Latn";

    private static final int ENOUGH_WORDS = 6;

    /** Votes of a word, in halves: one that English does not use, one that it does, and one for its letters only. */
    private static final int OWN_WORD = 2;

    private static final int SHARED_WORD = 1;
    private static final int OWN_LETTER = 1;

    /** The least number of votes with which another language wins. */
    private static final int ENOUGH_VOTES = 2;

    private static final LanguageDetector SHIPPED = new LanguageDetector(Languages.shipped());

    private final Languages languages;

    LanguageDetector(Languages languages) {
        this.languages = languages;
    }

    /** The detector with the languages that ship. */
    static LanguageDetector shipped() {
        return SHIPPED;
    }

    /** The language as a BCP 47 tag. */
    String detect(List<Token> tokens) {
        Scripts scripts = new Scripts();
        int[] votes = new int[languages.count()];
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.WORD) {
                boolean ascii = scripts.count(token.text());
                voteByWord(token.text(), votes);
                if (!ascii) {
                    voteByLetters(token.text(), votes);
                }
            }
        }
        UnicodeScript script = scripts.main();
        return script == UnicodeScript.LATIN ? winner(votes, scripts.latinWords()) : languages.tag(script);
    }

    private String winner(int[] votes, int latinWords) {
        int best = Languages.ENGLISH;
        int known = 0;
        for (int language = 0; language < votes.length; language++) {
            known += votes[language];
            if (votes[language] > votes[best] && votes[language] >= ENOUGH_VOTES) {
                best = language;
            }
        }
        if (best != Languages.ENGLISH || votes[Languages.ENGLISH] > 0) {
            return languages.tag(best);
        }
        return known == 0 && latinWords >= ENOUGH_WORDS ? NOT_ENGLISH : UNDETERMINED;
    }

    private void voteByWord(String word, int[] votes) {
        int[] speaking = languages.speaking(word);
        boolean shared = speaking.length > 0 && speaking[0] == Languages.ENGLISH;
        for (int language : speaking) {
            votes[language] += shared && language != Languages.ENGLISH ? SHARED_WORD : OWN_WORD;
        }
    }

    /** One vote for each language that writes any of the letters. */
    private void voteByLetters(String word, int[] votes) {
        BitSet writing = new BitSet();
        word.codePoints().filter(letter -> letter >= 0x80).forEach(letter -> {
            for (int language : languages.writing(letter)) {
                writing.set(language);
            }
        });
        writing.stream().forEach(language -> votes[language] += OWN_LETTER);
    }
}
