package circumplex.classifier;

import circumplex.classifier.Classification.Outcome;
import circumplex.classifier.Classification.Scored;
import circumplex.classifier.Classification.Unscored;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.kit.Cancellation;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores posts, each text once: what is known is read, the rest is scored and stored. */
@Singleton
final class ClassifyPosts {

    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
    private static final Attributes HIT = Attributes.of(RESULT, "hit");
    private static final Attributes MISS = Attributes.of(RESULT, "miss");
    private static final Attributes PENDING = Attributes.of(RESULT, "pending");

    private final Scorers scorers;
    private final KnownScores knownScores;
    private final MakeScores makeScores;

    private final LongCounter cache;

    ClassifyPosts(Scorers scorers, KnownScores knownScores, MakeScores makeScores, Meter meter) {
        this.scorers = scorers;
        this.knownScores = knownScores;
        this.makeScores = makeScores;
        this.cache = meter.counterBuilder("circumplex.score.cache")
                .setUnit("{post}")
                .setDescription("Different texts of requests, by whether their scores were known, were made, or were not ready in time.")
                .build();
    }

    /** One classification for each post, in order. */
    List<Classification> classify(String tenant, ValueSet set, List<Post> posts, OnDeadline onDeadline) {
        Scorer scorer = scorers.require(set);
        List<PostText> texts = read(posts);
        Map<ContentKey, PostText> scorable = scorable(texts, scorer);
        Map<ContentKey, ScoreVector> known =
                knownScores.find(tenant, scorer, scorable.keySet(), TimeLeft.forTheStore());
        scorable.keySet().removeAll(known.keySet());
        Map<ContentKey, Outcome> made = makeScores.make(tenant, scorer, scorable, onDeadline);
        count(known.size(), made.values());

        List<Classification> answer = new ArrayList<>(posts.size());
        for (int i = 0; i < posts.size(); i++) {
            PostText text = texts.get(i);
            Optional<ContentKey> key = text.isBlank() ? Optional.empty() : Optional.of(text.key());
            answer.add(new Classification(
                    posts.get(i).id(), key, text.language(), outcome(text, scorer.id(), known, made)));
        }
        return answer;
    }

    private void count(int known, Collection<Outcome> made) {
        int late = Collections.frequency(made, Unscored.NOT_IN_TIME);
        cache.add(known, HIT);
        cache.add((long) made.size() - late, MISS);
        cache.add(late, PENDING);
    }

    private static List<PostText> read(List<Post> posts) {
        List<PostText> texts = new ArrayList<>(posts.size());
        for (Post post : posts) {
            Cancellation.check();
            texts.add(PostText.read(post.text()));
        }
        return texts;
    }

    /** The different texts that the scorer can score. */
    private static Map<ContentKey, PostText> scorable(List<PostText> texts, Scorer scorer) {
        Map<ContentKey, PostText> scorable = new LinkedHashMap<>();
        for (PostText text : texts) {
            if (!text.isBlank() && scorer.knows(text.language())) {
                scorable.putIfAbsent(text.key(), text);
            }
        }
        return scorable;
    }

    private static Outcome outcome(
            PostText text, String scorerId, Map<ContentKey, ScoreVector> known, Map<ContentKey, Outcome> made) {
        if (text.isBlank()) {
            return Unscored.EMPTY_TEXT;
        }
        ScoreVector cached = known.get(text.key());
        return cached != null
                ? new Scored(scorerId, cached, true)
                : made.getOrDefault(text.key(), Unscored.UNSUPPORTED_LANGUAGE);
    }
}
