package circumplex.classifier.text;

import org.jspecify.annotations.Nullable;

/** Which posts the scorer that is not quick is asked about, when one is installed. The setting {@code SCORER} names one of these. */
public interface Escalation {

    /** As the setting names it. */
    String name();

    /** Whether the other scorer has any part in answers; if not, not even its stored scores are looked for. */
    boolean usesOther();

    /** Told at the start of the service who the quick scorer is, so that a rule that is about another one can say so. */
    default void meets(String quickId) {}

    /**
     * Whether to ask about a text. What is not asked about is answered as intended by the quick scorer alone.
     *
     * @param quick what the quick scorer says; null if it does not know the language of the text
     * @param otherId the {@link Scorer#id} that would be asked
     */
    boolean asks(PostText text, @Nullable Scoring quick, String otherId);
}
