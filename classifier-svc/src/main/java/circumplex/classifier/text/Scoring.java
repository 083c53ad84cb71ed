package circumplex.classifier.text;

import circumplex.values.ScoreVector;

/**
 * The scores of one text.
 *
 * @param scorerId who made them: the {@link Scorer#id} of the answer, which may be another than the one that was asked
 * @param fingerprint what the provider said about the state of the model that answered, at most 128 characters; empty if nothing
 */
public record Scoring(String scorerId, ScoreVector scores, String fingerprint) {

    /** By a scorer of which there is nothing to add. */
    public static Scoring by(String scorerId, ScoreVector scores) {
        return new Scoring(scorerId, scores, "");
    }
}
