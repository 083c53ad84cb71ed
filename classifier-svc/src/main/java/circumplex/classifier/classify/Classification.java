package circumplex.classifier.classify;

import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.Quote;
import circumplex.values.ScoreVector;
import java.util.List;
import java.util.Optional;

/**
 * What the classifier says about one post.
 *
 * @param postId the client's
 * @param key of the text; empty if the text is blank
 * @param language of the text as a BCP 47 tag, {@code und} if it cannot be told
 * @param scores one for each scorer that scored it, the one to prefer first
 * @param quotes words of the post that the first of them rests on
 * @param shortfall why the scorer that is meant for the post has none; always there if nobody has
 */
public record Classification(
        String postId,
        Optional<ContentKey> key,
        String language,
        List<Scored> scores,
        List<QuotedSpan> quotes,
        Optional<Unscored> shortfall) {

    public Classification {
        scores = List.copyOf(scores);
        quotes = List.copyOf(quotes);
        if (scores.isEmpty() && shortfall.isEmpty()) {
            throw new IllegalArgumentException("no scores and no reason");
        }
    }

    /** What became of one text at one scorer. */
    public sealed interface Outcome permits Scored, Unscored {}

    /**
     * @param cached whether the scores were in the store before this request
     * @param quotes words of the normalised text that speak for the scores
     */
    public record Scored(String scorerId, ScoreVector scores, boolean cached, List<Quote> quotes) implements Outcome {}

    /** Why a post has no scores. */
    public enum Unscored implements Outcome {
        EMPTY_TEXT,
        UNSUPPORTED_LANGUAGE,
        /** The scorer goes on with it. */
        NOT_IN_TIME,
        SCORER_BUSY,
        SCORER_FAILED,
        SCORER_UNAVAILABLE,
        BUDGET_SPENT
    }

    /** Whether its scores are still being made. */
    public boolean pending() {
        return shortfall.equals(Optional.of(Unscored.NOT_IN_TIME));
    }

    /** Whether it has scores and none was made for this request. */
    public boolean cached() {
        return !scores.isEmpty() && scores.stream().allMatch(Scored::cached);
    }
}
