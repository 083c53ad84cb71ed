package circumplex.classifier.classify;

import circumplex.classifier.classify.Classification.Outcome;
import circumplex.classifier.classify.Classification.Scored;
import circumplex.classifier.classify.Classification.Unscored;
import circumplex.classifier.known.KnownScores;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/** Scores texts with one scorer, each text once: what is known is read, the rest is scored and stored. */
@Singleton
final class ScoreTexts {

    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
    private static final Attributes HIT = Attributes.of(RESULT, "hit");
    private static final Attributes MISS = Attributes.of(RESULT, "miss");
    private static final Attributes PENDING = Attributes.of(RESULT, "pending");

    private final KnownScores knownScores;
    private final MakeScores makeScores;
    private final LongCounter cache;

    ScoreTexts(KnownScores knownScores, MakeScores makeScores, Meter meter) {
        this.knownScores = knownScores;
        this.makeScores = makeScores;
        this.cache = meter.counterBuilder("circumplex.score.cache")
                .setUnit("{post}")
                .setDescription("Different texts that a scorer was asked for, by whether their scores were known, were made, or were not ready in time.")
                .build();
    }

    /**
     * What became of each text; texts that are neither known nor wanted are left out.
     *
     * @param wanted which texts to score if they are not known
     */
    Map<ContentKey, Outcome> score(
            String tenant,
            Scorer scorer,
            Map<ContentKey, PostText> texts,
            BiPredicate<ContentKey, PostText> wanted,
            OnDeadline onDeadline) {
        String id = scorer.id();
        Map<ContentKey, Scoring> known = knownScores.find(tenant, scorer, id, texts.keySet(), TimeLeft.forTheStore());
        Map<ContentKey, PostText> unknown = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            if (!known.containsKey(key) && wanted.test(key, text)) {
                unknown.put(key, text);
            }
        });
        Map<ContentKey, Outcome> outcomes = makeScores.make(tenant, scorer, unknown, onDeadline);
        count(known.size(), outcomes.values());
        known.forEach((key, scoring) -> outcomes.put(key, new Scored(id, scoring.scores(), true, scoring.quotes())));
        return outcomes;
    }

    private void count(int known, Collection<Outcome> made) {
        int late = Collections.frequency(made, Unscored.NOT_IN_TIME);
        cache.add(known, HIT);
        cache.add((long) made.size() - late, MISS);
        cache.add(late, PENDING);
    }
}
