package circumplex.classifier.text.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.text.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The index against a scan that tries every term at every place. */
class TermIndexTest {

    private static final long SEED = 41;
    private static final String LETTERS = "ab'9";

    @Test
    void findsWhatAScanFinds() {
        Random random = new Random(SEED);
        int found = 0;
        for (int round = 0; round < 500; round++) {
            List<Term> terms = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                terms.add(term(random));
            }
            TermIndex<Integer> index = new TermIndex<>();
            for (int i = 0; i < terms.size(); i++) {
                index.add(terms.get(i), i);
            }
            List<Token> tokens = tokens(random);
            for (int at = 0; at < tokens.size(); at++) {
                List<Integer> matches = index.at(tokens, at).stream().map(TermIndex.Match::stands).sorted().toList();
                assertThat(matches).as("seed %d round %d", SEED, round).isEqualTo(scan(terms, tokens, at));
                found += matches.size();
            }
        }
        assertThat(found).as("the random texts contain terms").isGreaterThan(1_000);
    }

    private static List<Integer> scan(List<Term> terms, List<Token> tokens, int at) {
        List<Integer> found = new ArrayList<>();
        for (int t = 0; t < terms.size(); t++) {
            Term term = terms.get(t);
            boolean matches = at + term.words().size() <= tokens.size();
            for (int w = 0; matches && w < term.words().size(); w++) {
                Token token = tokens.get(at + w);
                String word = term.words().get(w);
                matches = token.clause() == tokens.get(at).clause()
                        && (term.stems().get(w) ? token.text().startsWith(word) : token.text().equals(word));
            }
            if (matches) {
                found.add(t);
            }
        }
        return found;
    }

    private static Term term(Random random) {
        StringBuilder written = new StringBuilder();
        for (int w = random.nextInt(3); w >= 0; w--) {
            boolean stem = random.nextBoolean();
            written.append(word(random, stem ? 3 : 1)).append(stem ? "*" : "").append(w > 0 ? " " : "");
        }
        return Term.of(written.toString());
    }

    private static List<Token> tokens(Random random) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tokens.add(new Token(Token.Kind.WORD, word(random, 1) + (random.nextInt(9) == 0 ? "é" : ""), i / 5));
        }
        return tokens;
    }

    private static String word(Random random, int least) {
        StringBuilder word = new StringBuilder();
        for (int length = least + random.nextInt(3); length > 0; length--) {
            word.append(LETTERS.charAt(random.nextInt(8) > 0 ? random.nextInt(2) : random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
