package circumplex.classifier.text.lexicon;

import java.util.List;
import java.util.Optional;

/**
 * One to four words that are looked for in a text, one after the other.
 *
 * @param written as it stands in the lexicon, for example {@code tak* care of}
 * @param words the words without the star
 * @param stems for each word, whether any ending may follow it
 */
record Term(String written, List<String> words, List<Boolean> stems) {

    static final int MAX_WORDS = 4;

    /** Shorter stems would match most of the dictionary. */
    private static final int MIN_STEM = 3;

    Term {
        words = List.copyOf(words);
        stems = List.copyOf(stems);
        if (words.isEmpty() || words.size() > MAX_WORDS) {
            throw new IllegalArgumentException("'" + written + "' must have 1 to " + MAX_WORDS + " words");
        }
        for (int i = 0; i < words.size(); i++) {
            requireWord(written, words.get(i), stems.get(i));
        }
    }

    /** @throws IllegalArgumentException if a word is not lower-case ASCII or a stem is too short */
    static Term of(String written) {
        List<String> parts = List.of(written.split(" ", -1));
        return new Term(
                written,
                parts.stream().map(part -> part.endsWith("*") ? part.substring(0, part.length() - 1) : part).toList(),
                parts.stream().map(part -> part.endsWith("*")).toList());
    }

    /** The form of a hashtag that is not split: {@code human right*} becomes {@code humanright*}; empty where there is none. */
    Optional<Term> joined() {
        int last = words.size() - 1;
        return last == 0 || stems.subList(0, last).contains(true)
                ? Optional.empty()
                : Optional.of(new Term(written, List.of(String.join("", words)), List.of(stems.get(last))));
    }

    boolean matches(int word, String token) {
        return stems.get(word) ? token.startsWith(words.get(word)) : token.equals(words.get(word));
    }

    private static void requireWord(String written, String word, boolean stem) {
        for (int i = 0; i < word.length(); i++) {
            if (!TermTrie.knows(word.charAt(i))) {
                throw new IllegalArgumentException("'" + written + "' must be lower-case letters a to z, digits and apostrophes");
            }
        }
        if (word.isEmpty() || (stem && word.length() < MIN_STEM)) {
            throw new IllegalArgumentException("'" + written + "' has an empty word or a stem under " + MIN_STEM + " letters");
        }
    }
}
