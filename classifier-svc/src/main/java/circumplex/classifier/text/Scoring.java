package circumplex.classifier.text;

import circumplex.values.ScoreVector;
import java.util.List;

/**
 * The scores of one text.
 *
 * @param scorerId who made them: the {@link Scorer#id} of the answer, which may be another than the one that was asked
 * @param fingerprint what the provider said about the state of the model that answered, at most 128 characters; empty if nothing
 * @param quotes words of the text that speak for the scores, each seen in it; empty where nobody asked for them or none stood up
 */
public record Scoring(String scorerId, ScoreVector scores, String fingerprint, List<Quote> quotes) {

    public Scoring {
        quotes = List.copyOf(quotes);
    }

    public Scoring(String scorerId, ScoreVector scores, String fingerprint) {
        this(scorerId, scores, fingerprint, List.of());
    }

    /** By a scorer of which there is nothing to add. */
    public static Scoring by(String scorerId, ScoreVector scores) {
        return new Scoring(scorerId, scores, "");
    }
}
