package circumplex.wire;

import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import java.nio.charset.StandardCharsets;

/**
 * The contract's rules of parts that a request has by the thousands, once more by hand: interpreting their annotations takes longer than
 * the work they are for. What breaks a rule is still said by the annotations.
 */
public final class WireRules {

    private static final int MOST_ID_BYTES = 256;
    private static final int MOST_SET_ID_CHARACTERS = 64;
    private static final int MOST_SCORES = 256;

    /** A char of UTF-16 takes at most so many bytes in UTF-8. */
    private static final int BYTES_PER_CHAR = 3;

    private WireRules() {}

    /** At most 256 bytes. */
    public static boolean fits(String id) {
        return id.length() <= MOST_ID_BYTES / BYTES_PER_CHAR || id.getBytes(StandardCharsets.UTF_8).length <= MOST_ID_BYTES;
    }

    public static boolean kept(ValueScores vector) {
        String id = vector.getValueSetId();
        return (id.length() <= MOST_SET_ID_CHARACTERS || id.codePointCount(0, id.length()) <= MOST_SET_ID_CHARACTERS)
                && vector.getScoresCount() >= 1
                && vector.getScoresCount() <= MOST_SCORES;
    }

    public static boolean kept(BaseScores scores) {
        String scorer = scores.getScorerId();
        return !scorer.isEmpty() && fits(scorer) && scorer.indexOf('\0') < 0 && scores.hasValues() && kept(scores.getValues());
    }
}
