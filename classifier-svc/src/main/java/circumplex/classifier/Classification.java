package circumplex.classifier;

import circumplex.classifier.text.ContentKey;
import circumplex.values.ScoreVector;
import java.util.Optional;

/**
 * What the classifier says about one post.
 *
 * @param postId the client's
 * @param key of the text; empty if the text is blank
 * @param language of the text as a BCP 47 tag, {@code und} if it cannot be told
 */
record Classification(String postId, Optional<ContentKey> key, String language, Outcome outcome) {

    sealed interface Outcome permits Scored, Unscored {}

    /** @param cached whether the scores were in the store before this request */
    record Scored(String scorerId, ScoreVector scores, boolean cached) implements Outcome {}

    /** Why a post has no scores. */
    enum Unscored implements Outcome {
        EMPTY_TEXT,
        UNSUPPORTED_LANGUAGE,
        /** The scorer goes on with it. */
        NOT_IN_TIME,
        SCORER_BUSY,
        SCORER_FAILED
    }

    /** Whether its scores are still being made. */
    boolean pending() {
        return outcome == Unscored.NOT_IN_TIME;
    }
}
