package circumplex.classifier;

import circumplex.classifier.Classification.Outcome;
import circumplex.classifier.Classification.Scored;
import circumplex.classifier.Classification.Unscored;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.kit.Cancellation;
import circumplex.kit.patience.Burst;
import circumplex.kit.patience.Waiting;
import circumplex.values.ScoreVector;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores texts that nobody has scored yet: a quick scorer on this thread, another one on threads of its own. */
@Singleton
final class MakeScores {

    private static final Logger LOG = LoggerFactory.getLogger(MakeScores.class);

    private final KnownScores known;
    private final SlowScoring slow;
    private final Burst trouble = new Burst(Duration.ofMinutes(1));

    MakeScores(KnownScores known, SlowScoring slow) {
        this.known = known;
        this.slow = slow;
    }

    /** What became of each text. */
    Map<ContentKey, Outcome> make(
            String tenant, Scorer scorer, Map<ContentKey, PostText> texts, OnDeadline onDeadline) {
        if (texts.isEmpty()) {
            return Map.of();
        }
        return scorer.quick() ? here(tenant, scorer, texts) : apart(tenant, scorer, texts, onDeadline);
    }

    private Map<ContentKey, Outcome> here(String tenant, Scorer scorer, Map<ContentKey, PostText> texts) {
        Map<ContentKey, ScoreVector> made = new LinkedHashMap<>();
        Map<ContentKey, Outcome> outcomes = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            Cancellation.check();
            ScoreVector scores = quickly(scorer, text);
            made.put(key, scores);
            outcomes.put(key, new Scored(scorer.id(), scores, false));
        });
        known.add(tenant, scorer, made, TimeLeft.forTheStore());
        return outcomes;
    }

    private Map<ContentKey, Outcome> apart(
            String tenant, Scorer scorer, Map<ContentKey, PostText> texts, OnDeadline onDeadline) {
        Map<ContentKey, Outcome> outcomes = new LinkedHashMap<>();
        Map<ContentKey, Load> loads = new LinkedHashMap<>();
        boolean answered = false;
        try {
            texts.forEach((key, text) -> {
                Optional<Load> load = slow.join(tenant, scorer, text);
                load.ifPresentOrElse(joined -> loads.put(key, joined), () -> outcomes.put(key, Unscored.SCORER_BUSY));
            });
            CompletableFuture<Void> all = CompletableFuture.allOf(
                    loads.values().stream().map(Load::scores).toArray(CompletableFuture<?>[]::new));
            // To cancel is to wait until the deadline ends the wait.
            Waiting.until(all, onDeadline == OnDeadline.CANCEL ? TimeLeft.andMore() : TimeLeft.beforeTheAnswer());
            loads.forEach((key, load) -> outcomes.put(key, outcome(scorer, load.scores())));
            answered = true;
        } finally {
            // A client that is gone before its time does not want the work to go on; the deadline is another matter.
            boolean goOn = onDeadline == OnDeadline.FINISH_IN_BACKGROUND && (answered || TimeLeft.isUp());
            loads.values().forEach(goOn ? Load::leaveRunning : Load::leave);
        }
        return outcomes;
    }

    private Outcome outcome(Scorer scorer, CompletableFuture<ScoreVector> scores) {
        if (!scores.isDone()) {
            return Unscored.NOT_IN_TIME;
        }
        try {
            return new Scored(scorer.id(), scores.join(), false);
        } catch (CompletionException e) {
            // Its message may quote the text.
            if (trouble.begins()) {
                LOG.warn("a scorer fails: {}", e.getCause() == null ? "" : e.getCause().getClass().getSimpleName());
            }
            return Unscored.SCORER_FAILED;
        }
    }

    /** @throws IllegalStateException if the scorer is not quick */
    static ScoreVector quickly(Scorer scorer, PostText text) {
        try {
            return scorer.score(text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a quick scorer has nothing to wait for", e);
        }
    }
}
