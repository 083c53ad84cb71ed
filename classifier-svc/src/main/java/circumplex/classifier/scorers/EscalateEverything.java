package circumplex.classifier.scorers;

import circumplex.classifier.text.Escalation;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scoring;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** {@code SCORER=llm}: the language model is meant for every post, and the quick scorer stands in for it. */
@Singleton
final class EscalateEverything implements Escalation {

    static final String NAME = "llm";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean usesOther() {
        return true;
    }

    @Override
    public boolean asks(PostText text, @Nullable Scoring quick, String otherId) {
        return true;
    }
}
