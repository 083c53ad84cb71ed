package circumplex.classifier.embedded;

import circumplex.classifier.text.Token;
import java.util.Arrays;
import java.util.List;

/**
 * Which rows of the table a text lights, each once: what is repeated counts no more than what is said once. Words and pairs of neighbouring
 * words light rows of the first half; three to five characters in a row within a word, its ends being characters too, light
 * rows of the second half. Emoji light none: no argument that the model learnt from has any.
 *
 * <p>A row is chosen by a hash, and a bit of the hash says whether what lit it counts for or against: two n-grams that meet in a row
 * disagree half of the time, so meetings add noise and no bias. Reused from text to text by one thread.
 */
public final class Bag {

    /** Part of the scorer's id. Another bag for any text needs another version. */
    static final String VERSION = "ngrams-1";

    static final int SHORTEST = 3;
    static final int LONGEST = 5;

    private static final int WORD_SEED = 0x2C1B3C6D;
    private static final int PAIR_SEED = 0x297A2D39;
    private static final int END = 0x03;

    private final int half;
    private final int[] seen;
    private int[] rows = new int[1_024];
    private int size;
    private int words;
    private int stamp;

    /** @param bits the table has two to the power of this many rows */
    public Bag(int bits) {
        half = 1 << (bits - 1);
        seen = new int[1 << bits];
    }

    /** Forgets the last text and reads this one. */
    public void read(List<Token> tokens) {
        size = 0;
        if (++stamp == 0) {
            Arrays.fill(seen, 0);
            stamp = 1;
        }
        int before = 0;
        for (Token token : tokens) {
            if (token.kind().isWord()) {
                int word = hash(token.text());
                light(mix(word ^ WORD_SEED), 0);
                if (before != 0) {
                    light(mix((before * 31 + word) ^ PAIR_SEED), 0);
                }
                before = word == 0 ? 1 : word;
            }
        }
        words = size;
        for (Token token : tokens) {
            if (token.kind().isWord()) {
                characters(token.text());
            }
        }
    }

    /** How many rows are lit by words and pairs: the first ones. */
    public int words() {
        return words;
    }

    /** How many rows are lit. */
    public int size() {
        return size;
    }

    public int row(int i) {
        return rows[i] & Integer.MAX_VALUE;
    }

    /** 1 or −1. */
    public int sign(int i) {
        return rows[i] < 0 ? -1 : 1;
    }

    private void characters(String word) {
        int length = word.length();
        for (int start = -1; start <= length + 1 - SHORTEST; start++) {
            int hash = 17;
            for (int n = 1; n <= LONGEST && start + n <= length + 1; n++) {
                int at = start + n - 1;
                hash = hash * 31 + (at < 0 || at == length ? END : word.charAt(at));
                if (n >= SHORTEST) {
                    light(mix(hash * 8 + n), half);
                }
            }
        }
    }

    private void light(int hash, int offset) {
        int row = offset + (hash & (half - 1));
        if (seen[row] != stamp) {
            seen[row] = stamp;
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, 2 * size);
            }
            rows[size++] = row | (hash & Integer.MIN_VALUE);
        }
    }

    private static int hash(String word) {
        int hash = 7;
        for (int i = 0; i < word.length(); i++) {
            hash = hash * 31 + word.charAt(i);
        }
        return hash;
    }

    /** Every bit of the result depends on every bit of the number; one to one. */
    private static int mix(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x7feb352d;
        h ^= h >>> 15;
        h *= 0x846ca68b;
        h ^= h >>> 16;
        return h;
    }
}
