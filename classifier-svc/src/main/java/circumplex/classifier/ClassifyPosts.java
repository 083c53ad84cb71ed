package circumplex.classifier;

import circumplex.classifier.Classification.Outcome;
import circumplex.classifier.Classification.Scored;
import circumplex.classifier.Classification.Unscored;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.kit.call.Cancellation;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scores posts: the quick scorer answers at once, the other one where the panel asks it, and its scores are preferred. */
@Singleton
final class ClassifyPosts {

    private final Scorers scorers;
    private final ScoreTexts scoreTexts;

    ClassifyPosts(Scorers scorers, ScoreTexts scoreTexts) {
        this.scorers = scorers;
        this.scoreTexts = scoreTexts;
    }

    /** One classification for each post, in order, without quotes. */
    List<Classification> classify(String tenant, ValueSet set, List<Post> posts, OnDeadline onDeadline) {
        return classify(tenant, set, posts, onDeadline, false);
    }

    /**
     * One classification for each post, in order.
     *
     * @param quoted whether a language model is asked about every post, and for quotes
     */
    List<Classification> classify(String tenant, ValueSet set, List<Post> posts, OnDeadline onDeadline, boolean quoted) {
        Panel panel = scorers.require(set);
        List<PostText> texts = read(posts);
        Map<ContentKey, Outcome> quick = panel.quick()
                .map(scorer -> scoreTexts.score(tenant, scorer, known(scorer, texts), (key, text) -> true, onDeadline))
                .orElse(Map.of());
        boolean quoting = quoted && panel.quoting().isPresent();
        String otherId = panel.other().map(Scorer::id).orElse("");
        BiPredicate<ContentKey, PostText> asked =
                (key, text) -> quoting || panel.escalation().asks(text, scoring(quick.get(key)), otherId);
        Map<ContentKey, Outcome> other = (quoting ? panel.quoting() : panel.other())
                .map(scorer -> scoreTexts.score(tenant, scorer, known(scorer, texts), asked, onDeadline))
                .orElse(Map.of());

        List<Classification> answer = new ArrayList<>(posts.size());
        for (int i = 0; i < posts.size(); i++) {
            answer.add(classification(posts.get(i).id(), texts.get(i), other, quick));
        }
        return answer;
    }

    private static List<PostText> read(List<Post> posts) {
        List<PostText> texts = new ArrayList<>(posts.size());
        for (Post post : posts) {
            Cancellation.check();
            texts.add(PostText.read(post.text(), post.repliedTo()));
        }
        return texts;
    }

    /** The different texts that the scorer can score. */
    private static Map<ContentKey, PostText> known(Scorer scorer, List<PostText> texts) {
        Map<ContentKey, PostText> known = new LinkedHashMap<>();
        for (PostText text : texts) {
            if (!text.isBlank() && scorer.knows(text.language())) {
                known.putIfAbsent(text.key(), text);
            }
        }
        return known;
    }

    private static Classification classification(
            String id, PostText text, Map<ContentKey, Outcome> other, Map<ContentKey, Outcome> quick) {
        if (text.isBlank()) {
            return new Classification(id, Optional.empty(), text.language(), List.of(), List.of(), Optional.of(Unscored.EMPTY_TEXT));
        }
        Outcome meant = other.get(text.key());
        Outcome standsIn = quick.get(text.key());
        List<Scored> scores = Stream.of(Optional.ofNullable(meant), Optional.ofNullable(standsIn))
                .flatMap(Optional::stream)
                .filter(Scored.class::isInstance)
                .map(Scored.class::cast)
                .toList();
        List<QuotedSpan> quotes = scores.isEmpty() ? List.of() : QuotedSpan.of(scores.get(0).quotes(), text);
        return new Classification(id, Optional.of(text.key()), text.language(), scores, quotes, shortfall(meant, standsIn));
    }

    private static Optional<Unscored> shortfall(@Nullable Outcome meant, @Nullable Outcome standsIn) {
        Outcome decides = meant == null ? standsIn : meant;
        if (decides == null) {
            return Optional.of(Unscored.UNSUPPORTED_LANGUAGE);
        }
        return decides instanceof Unscored unscored ? Optional.of(unscored) : Optional.empty();
    }

    private static @Nullable Scoring scoring(@Nullable Outcome outcome) {
        return outcome instanceof Scored scored ? Scoring.by(scored.scorerId(), scored.scores()) : null;
    }
}
