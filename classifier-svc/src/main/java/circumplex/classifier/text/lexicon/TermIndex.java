package circumplex.classifier.text.lexicon;

import circumplex.classifier.text.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the terms that start at a token: by the trie for the first word, then word by word.
 *
 * @param <V> what a term stands for
 */
final class TermIndex<V> {

    private final TermTrie<Match<V>> byFirstWord = new TermTrie<>();

    void add(Term term, V stands) {
        byFirstWord.add(term.words().get(0), term.stems().get(0), new Match<>(term, stands));
    }

    /** Every term whose words stand at {@code start} and the tokens after it, within one clause. */
    List<Match<V>> at(List<Token> tokens, int start) {
        List<Match<V>> found = new ArrayList<>(2);
        byFirstWord.find(tokens.get(start).text(), found);
        if (!found.isEmpty()) {
            found.removeIf(match -> !follows(match.term(), tokens, start));
        }
        return found;
    }

    private static boolean follows(Term term, List<Token> tokens, int start) {
        for (int word = 1; word < term.words().size(); word++) {
            int i = start + word;
            if (i >= tokens.size()
                    || !tokens.get(i).kind().isWord()
                    || tokens.get(i).clause() != tokens.get(start).clause()
                    || !term.matches(word, tokens.get(i).text())) {
                return false;
            }
        }
        return true;
    }

    record Match<V>(Term term, V stands) {

        int length() {
            return term.words().size();
        }
    }
}
