package circumplex.classifier;

import circumplex.classifier.text.LexiconScorer;
import circumplex.classifier.text.Scorer;
import circumplex.errors.v1.ErrorReason;
import circumplex.kit.Refusal;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scorers of this installation, one for each value set: a bean where there is one, else the lexicon if one ships for the set. */
@Singleton
final class Scorers {

    private final Map<String, Scorer> bySet = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a lexicon breaks its rules, or two beans score one set: the service must not start with it */
    Scorers(List<Scorer> beans) {
        for (Scorer scorer : beans) {
            if (bySet.put(scorer.set().id(), scorer) != null) {
                throw new IllegalArgumentException("two scorers of " + scorer.set());
            }
        }
        for (ValueSet set : ValueSets.all().list()) {
            if (!bySet.containsKey(set.id())) {
                LexiconScorer.of(set).ifPresent(scorer -> bySet.put(set.id(), scorer));
            }
        }
    }

    /** @throws Refusal NO_SCORER if nothing scores {@code set} */
    Scorer require(ValueSet set) {
        Scorer scorer = bySet.get(set.id());
        if (scorer == null) {
            throw Refusal.of(ErrorReason.ERROR_REASON_NO_SCORER, "No scorer of this installation scores " + set + ".")
                    .with("value_set_id", set.id());
        }
        return scorer;
    }

    /** Those that can be called without thinking twice. */
    List<Scorer> quick() {
        return bySet.values().stream().filter(Scorer::quick).toList();
    }
}
