package circumplex.classifier;

import circumplex.classifier.text.LexiconScorer;
import circumplex.errors.v1.ErrorReason;
import circumplex.kit.Refusal;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scorers of this installation: one for each value set that has a lexicon. */
@Singleton
final class Scorers {

    private final Map<String, LexiconScorer> bySet = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a lexicon breaks its rules: the service must not start with it */
    Scorers() {
        ValueSets.all().list().forEach(set -> LexiconScorer.of(set).ifPresent(scorer -> bySet.put(set.id(), scorer)));
    }

    /** @throws Refusal NO_SCORER if nothing scores {@code set} */
    LexiconScorer require(ValueSet set) {
        LexiconScorer scorer = bySet.get(set.id());
        if (scorer == null) {
            throw Refusal.of(ErrorReason.ERROR_REASON_NO_SCORER, "No scorer of this installation scores " + set + ".")
                    .with("value_set_id", set.id());
        }
        return scorer;
    }

    Iterable<LexiconScorer> all() {
        return bySet.values();
    }
}
