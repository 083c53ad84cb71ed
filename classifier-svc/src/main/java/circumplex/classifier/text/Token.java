package circumplex.classifier.text;

/**
 * One piece of a post.
 *
 * @param text lower-case; a word without its possessive ending, an emoji without skin tones and joiners
 * @param clause number of the clause, counted from 0; what a "not" says ends with its clause
 */
public record Token(Kind kind, String text, int clause) {

    public enum Kind {
        WORD,
        /** A hashtag as a whole, without the sign. Its parts follow it. */
        HASHTAG,
        /** A word of a hashtag, split at capitals and digits. */
        HASHTAG_PART,
        EMOJI;

        public boolean isWord() {
            return this == WORD || this == HASHTAG_PART;
        }
    }
}
