package circumplex.classifier;

import circumplex.classifier.llm.LlmScorers;
import circumplex.classifier.text.Escalation;
import circumplex.classifier.text.LexiconScorer;
import circumplex.classifier.text.Scorer;
import circumplex.errors.v1.ErrorReason;
import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.refusal.Refusal;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scorers of this installation: for each value set a quick one, which is a bean where there is one and else the lexicon if one ships
 * for the set; and where the setting {@code SCORER} wants it one that is not quick, a bean or the language model.
 */
@Singleton
final class Scorers {

    private final Map<String, Panel> bySet = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if a lexicon breaks its rules, or two beans score one set: the service must not start with it */
    Scorers(List<Scorer> beans, LlmScorers llm, List<Escalation> escalations, ClassifierSettings settings) {
        Escalation escalation = escalations.stream()
                .filter(each -> each.name().equals(settings.scorer()))
                .findFirst()
                .orElseThrow(() -> new ConfigurationProblem("circumplex.classifier.scorer must be one of "
                        + escalations.stream().map(Escalation::name).sorted().toList() + ", is '" + settings.scorer() + "'"));
        for (ValueSet set : ValueSets.all().list()) {
            Optional<Scorer> quick = only(beans, set, true).or(() -> LexiconScorer.of(set));
            Optional<Scorer> other = escalation.usesOther() ? only(beans, set, false) : Optional.empty();
            Optional<LlmScorers.Pair> model = escalation.usesOther() && other.isEmpty() ? llm.of(set) : Optional.empty();
            if (escalation.usesOther() && set.id().equals(ValueSets.all().defaultSet().id())) {
                quick.ifPresent(scorer -> escalation.meets(scorer.id()));
            }
            Optional<Scorer> plain = other.or(() -> model.map(LlmScorers.Pair::plain));
            if (quick.isPresent() || plain.isPresent()) {
                bySet.put(set.id(), new Panel(quick, plain, model.map(LlmScorers.Pair::quoting), escalation));
            }
        }
        if (escalation.usesOther() && bySet.values().stream().allMatch(panel -> panel.other().isEmpty())) {
            throw new ConfigurationProblem("circumplex.classifier.scorer is '" + escalation.name()
                    + "', and no language model is configured: set LLM_BASE_URL and LLM_MODEL");
        }
    }

    /** @throws Refusal NO_SCORER if nothing scores {@code set} */
    Panel require(ValueSet set) {
        Panel panel = bySet.get(set.id());
        if (panel == null) {
            throw Refusal.of(ErrorReason.ERROR_REASON_NO_SCORER, "No scorer of this installation scores " + set + ".")
                    .with("value_set_id", set.id());
        }
        return panel;
    }

    /** Those that can be called without thinking twice. */
    List<Scorer> quick() {
        return bySet.values().stream().flatMap(panel -> panel.quick().stream()).toList();
    }

    private static Optional<Scorer> only(List<Scorer> beans, ValueSet set, boolean quick) {
        List<Scorer> found = beans.stream()
                .filter(scorer -> scorer.set().id().equals(set.id()) && scorer.quick() == quick)
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("two scorers of " + set);
        }
        return found.stream().findFirst();
    }
}
