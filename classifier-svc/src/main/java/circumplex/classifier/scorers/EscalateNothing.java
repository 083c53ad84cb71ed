package circumplex.classifier.scorers;

import circumplex.classifier.text.Escalation;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scoring;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** {@code SCORER=embedded}: the quick scorer answers alone. */
@Singleton
final class EscalateNothing implements Escalation {

    static final String NAME = "embedded";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean usesOther() {
        return false;
    }

    @Override
    public boolean asks(PostText text, @Nullable Scoring quick, String otherId) {
        return false;
    }
}
