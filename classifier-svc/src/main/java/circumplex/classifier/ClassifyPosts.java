package circumplex.classifier;

import circumplex.classifier.Classification.Outcome;
import circumplex.classifier.Classification.Scored;
import circumplex.classifier.Classification.Unscored;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.LexiconScorer;
import circumplex.classifier.text.PostText;
import circumplex.kit.Cancellation;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores posts, each text once: what the store has is read, the rest is scored and stored. */
@Singleton
final class ClassifyPosts {

    private final Scorers scorers;
    private final ScoreStore store;

    ClassifyPosts(Scorers scorers, ScoreStore store) {
        this.scorers = scorers;
        this.store = store;
    }

    /** One classification for each post, in order. */
    List<Classification> classify(String tenant, ValueSet set, List<Post> posts) {
        LexiconScorer scorer = scorers.require(set);
        List<PostText> texts = read(posts);
        Map<ContentKey, PostText> scorable = scorable(texts, scorer);
        Map<ContentKey, ScoreVector> stored = store.find(tenant, scorer.id(), set, scorable.keySet());
        Map<ContentKey, ScoreVector> fresh = score(scorable, stored, scorer);
        store.add(tenant, scorer.id(), fresh);

        List<Classification> answer = new ArrayList<>(posts.size());
        for (int i = 0; i < posts.size(); i++) {
            PostText text = texts.get(i);
            Optional<ContentKey> key = text.isBlank() ? Optional.empty() : Optional.of(text.key());
            answer.add(new Classification(
                    posts.get(i).id(), key, text.language(), outcome(text, scorer.id(), stored, fresh)));
        }
        return answer;
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
    private static Map<ContentKey, PostText> scorable(List<PostText> texts, LexiconScorer scorer) {
        Map<ContentKey, PostText> scorable = new LinkedHashMap<>();
        for (PostText text : texts) {
            if (!text.isBlank() && scorer.knows(text.language())) {
                scorable.putIfAbsent(text.key(), text);
            }
        }
        return scorable;
    }

    private static Map<ContentKey, ScoreVector> score(
            Map<ContentKey, PostText> scorable, Map<ContentKey, ScoreVector> stored, LexiconScorer scorer) {
        Map<ContentKey, ScoreVector> fresh = new LinkedHashMap<>();
        scorable.forEach((key, text) -> {
            if (!stored.containsKey(key)) {
                Cancellation.check();
                fresh.put(key, scorer.score(text));
            }
        });
        return fresh;
    }

    private static Outcome outcome(
            PostText text, String scorerId, Map<ContentKey, ScoreVector> stored, Map<ContentKey, ScoreVector> fresh) {
        if (text.isBlank()) {
            return Unscored.EMPTY_TEXT;
        }
        ScoreVector cached = stored.get(text.key());
        if (cached != null) {
            return new Scored(scorerId, cached, true);
        }
        ScoreVector made = fresh.get(text.key());
        return made == null ? Unscored.UNSUPPORTED_LANGUAGE : new Scored(scorerId, made, false);
    }
}
