package circumplex.classifier.llm.parse;

import circumplex.classifier.llm.parse.DigitLines.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Scores from a line of digits. Where the server says what the model might have written instead, a score is the expectation over the
 * alternatives of its token: s = Σ p(d)·d ÷ Σ p(d), the sums over alternatives that are digits from 0 to 6 and as many as the token has.
 * It is finer than the digit alone and varies less from run to run. Elsewhere a score is the digit.
 */
public final class ExpectedScores {

    private ExpectedScores() {}

    /**
     * One score for each digit, in [0, 6].
     *
     * @param answer the whole text that the line is part of
     * @param tokens of the answer; where they are not exactly its text they are not used
     */
    public static float[] of(String answer, Line line, List<TokenChoice> tokens) {
        float[] scores = new float[line.digits().length()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = line.digits().charAt(i) - '0';
        }
        if (areKnown(answer, tokens)) {
            int offset = 0;
            for (TokenChoice token : tokens) {
                expect(token, offset - line.offset(), scores);
                offset += token.text().length();
            }
        }
        return scores;
    }

    /** Whether {@code tokens} are exactly those that {@code answer} is made of. */
    public static boolean areKnown(String answer, List<TokenChoice> tokens) {
        int length = tokens.stream().mapToInt(token -> token.text().length()).sum();
        if (tokens.isEmpty() || length != answer.length()) {
            return false;
        }
        int offset = 0;
        for (TokenChoice token : tokens) {
            if (!answer.startsWith(token.text(), offset)) {
                return false;
            }
            offset += token.text().length();
        }
        return true;
    }

    /** @param position of the token's first character in the line; tokens that reach over its ends stay digits */
    private static void expect(TokenChoice token, int position, float[] scores) {
        int length = token.text().length();
        if (position < 0 || position + length > scores.length || length == 0) {
            return;
        }
        double[] sums = new double[length];
        double mass = 0;
        for (TokenChoice.Alternative alternative : distinct(token)) {
            double probability = Math.exp(alternative.logProbability());
            if (isDigits(alternative.text(), length) && probability > 0 && probability <= 1) {
                mass += probability;
                for (int i = 0; i < length; i++) {
                    sums[i] += probability * (alternative.text().charAt(i) - '0');
                }
            }
        }
        for (int i = 0; mass > 0 && i < length; i++) {
            scores[position + i] = (float) Math.min(6, Math.max(0, sums[i] / mass));
        }
    }

    /** The token itself is usually among its own alternatives. */
    private static List<TokenChoice.Alternative> distinct(TokenChoice token) {
        return token.alternatives().stream()
                .collect(Collectors.toMap(
                        TokenChoice.Alternative::text, each -> each, (one, same) -> one, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private static boolean isDigits(String text, int length) {
        return text.length() == length && text.chars().allMatch(digit -> digit >= '0' && digit <= '6');
    }
}
