package circumplex.classifier.text.lexicon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds every word and stem that a token is or starts with, in one walk along the token. The walk ends at the first letter that
 * no entry goes on with, so it takes no longer than the longest entry, however long the token is.
 *
 * @param <V> what is stored under a word
 */
final class TermTrie<V> {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789'";
    private static final int[] COLUMN = columns();

    private final List<Node<V>> nodes = new ArrayList<>(List.of(new Node<>()));

    static boolean knows(char c) {
        return c < COLUMN.length && COLUMN[c] >= 0;
    }

    /** @param stem whether tokens that go on after {@code word} match too */
    void add(String word, boolean stem, V value) {
        int node = 0;
        for (int i = 0; i < word.length(); i++) {
            int column = COLUMN[word.charAt(i)];
            int next = nodes.get(node).children[column];
            if (next == 0) {
                next = nodes.size();
                nodes.get(node).children[column] = next;
                nodes.add(new Node<>());
            }
            node = next;
        }
        (stem ? nodes.get(node).stems : nodes.get(node).words).add(value);
    }

    /** Adds to {@code found} what is stored under the token itself and under the stems it starts with. */
    void find(String token, List<V> found) {
        int node = 0;
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            node = knows(c) ? nodes.get(node).children[COLUMN[c]] : 0;
            if (node == 0) {
                return;
            }
            found.addAll(nodes.get(node).stems);
        }
        found.addAll(nodes.get(node).words);
    }

    private static int[] columns() {
        int[] columns = new int['z' + 1];
        Arrays.fill(columns, -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            columns[ALPHABET.charAt(i)] = i;
        }
        return columns;
    }

    private static final class Node<V> {
        /** Position of the next node by column; 0, the root, where there is none. */
        private final int[] children = new int[ALPHABET.length()];

        private final List<V> stems = new ArrayList<>(0);
        private final List<V> words = new ArrayList<>(0);
    }
}
