package circumplex.classifier.archive;

import circumplex.classifier.text.Quote;
import java.util.Comparator;
import java.util.List;

/**
 * One row of the store.
 *
 * @param tenant 1 to 128 characters
 * @param contentKey 64 lower-case hexadecimal digits
 * @param scorerId 1 to 256 characters
 * @param thousandths one score for each value of the set that the scorer's id names, 0 to 6000
 * @param fingerprint at most 128 characters; empty if nothing is known
 * @param quotes where words stand that speak for the scores, as {@link Quote#pack} writes it; empty if there are none
 */
record ScoreRow(String tenant, String contentKey, String scorerId, List<Integer> thousandths, String fingerprint, String quotes) {

    static final Comparator<ScoreRow> ORDER = Comparator.comparing(ScoreRow::tenant)
            .thenComparing(ScoreRow::contentKey)
            .thenComparing(ScoreRow::scorerId);

    private static final int MOST_QUOTED = 128;
    private static final int MOST_VALUES = 256;
    private static final int MOST_THOUSANDTHS = 6000;

    ScoreRow {
        thousandths = List.copyOf(thousandths);
        require(tenant.matches("[^\\x00]{1,128}"), "tenant");
        require(contentKey.matches("[0-9a-f]{64}"), "content_key");
        require(scorerId.matches("[^\\x00]{1,256}"), "scorer_id");
        require(!thousandths.isEmpty() && thousandths.size() <= MOST_VALUES, "thousandths");
        require(thousandths.stream().allMatch(score -> score >= 0 && score <= MOST_THOUSANDTHS), "thousandths");
        require(fingerprint.matches("[^\\x00]{0,128}"), "fingerprint");
        require(quotes.length() <= MOST_QUOTED && Quote.unpack(quotes).size() <= Quote.MOST, "quotes");
    }

    private static void require(boolean holds, String field) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is not what it must be");
        }
    }
}
