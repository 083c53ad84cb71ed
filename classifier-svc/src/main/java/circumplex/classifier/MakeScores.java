package circumplex.classifier;

import circumplex.classifier.Classification.Outcome;
import circumplex.classifier.Classification.Scored;
import circumplex.classifier.Classification.Unscored;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.classifier.text.UnscoredException;
import circumplex.kit.call.Cancellation;
import circumplex.kit.patience.Burst;
import circumplex.kit.patience.Waiting;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** What is scored between two looks at whether the caller still waits, whichever is less: some milliseconds. */
    private static final int TEXTS_AT_ONCE = 64;

    private static final int CHARACTERS_AT_ONCE = 1 << 16;

    private final KnownScores known;
    private final SlowScoring slow;
    private final Burst trouble = new Burst(Duration.ofMinutes(1));

    MakeScores(KnownScores known, SlowScoring slow) {
        this.known = known;
        this.slow = slow;
    }

    /** What became of each text, in a map that the caller may change. */
    Map<ContentKey, Outcome> make(
            String tenant, Scorer scorer, Map<ContentKey, PostText> texts, OnDeadline onDeadline) {
        if (texts.isEmpty()) {
            return new LinkedHashMap<>();
        }
        return scorer.quick() ? here(tenant, scorer, texts) : apart(tenant, scorer, texts, onDeadline);
    }

    private Map<ContentKey, Outcome> here(String tenant, Scorer scorer, Map<ContentKey, PostText> texts) {
        Map<ContentKey, Scoring> made = new LinkedHashMap<>();
        Map<ContentKey, Outcome> outcomes = new LinkedHashMap<>();
        List<PostText> all = List.copyOf(texts.values());
        Iterator<ContentKey> keys = texts.keySet().iterator();
        int from = 0;
        while (from < all.size()) {
            Cancellation.check();
            List<PostText> some = all.subList(from, atOnce(all, from));
            from += some.size();
            for (Scoring scoring : quickly(tenant, scorer, some)) {
                ContentKey key = keys.next();
                made.put(key, scoring);
                outcomes.put(key, scored(scoring));
            }
        }
        known.addLater(tenant, made);
        return outcomes;
    }

    /** The end of what is scored at once: one text at least. */
    private static int atOnce(List<PostText> texts, int from) {
        int to = from + 1;
        long characters = texts.get(from).text().length();
        while (to < texts.size() && to < from + TEXTS_AT_ONCE) {
            characters += texts.get(to).text().length();
            if (characters > CHARACTERS_AT_ONCE) {
                break;
            }
            to++;
        }
        return to;
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
            Waiting.until(all, patience(onDeadline));
            loads.forEach((key, load) -> outcomes.put(key, outcome(load.scores())));
            answered = true;
        } finally {
            loads.values().forEach(goesOn(onDeadline, answered) ? Load::leaveRunning : Load::leave);
        }
        return outcomes;
    }

    /** To fail at the deadline is to wait until it ends the wait. */
    private static Duration patience(OnDeadline onDeadline) {
        return switch (onDeadline) {
            case CANCEL, FINISH_ANYHOW -> TimeLeft.andMore();
            case FINISH_IN_BACKGROUND -> TimeLeft.beforeTheAnswer();
        };
    }

    /** Whether what is not done when a call ends is finished. */
    private static boolean goesOn(OnDeadline onDeadline, boolean answered) {
        return switch (onDeadline) {
            case CANCEL -> false;
            // A client that is gone before its time does not want the work to go on; the deadline is another matter.
            case FINISH_IN_BACKGROUND -> answered || TimeLeft.isUp();
            case FINISH_ANYHOW -> true;
        };
    }

    private Outcome outcome(CompletableFuture<Scoring> scores) {
        if (!scores.isDone()) {
            return Unscored.NOT_IN_TIME;
        }
        try {
            return scored(scores.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof UnscoredException unscored) {
                return reason(unscored);
            }
            // Its message may quote the text.
            if (trouble.begins()) {
                LOG.warn("a scorer fails: {}", e.getCause() == null ? "" : e.getCause().getClass().getSimpleName());
            }
            return Unscored.SCORER_FAILED;
        }
    }

    private static Scored scored(Scoring scoring) {
        return new Scored(scoring.scorerId(), scoring.scores(), false, scoring.quotes());
    }

    private static Unscored reason(UnscoredException unscored) {
        return switch (unscored.reason()) {
            case FAILED -> Unscored.SCORER_FAILED;
            case UNAVAILABLE -> Unscored.SCORER_UNAVAILABLE;
            case BUDGET_SPENT -> Unscored.BUDGET_SPENT;
        };
    }

    /** @throws IllegalStateException if the scorer is not quick */
    static List<Scoring> quickly(String tenant, Scorer scorer, List<PostText> texts) {
        try {
            return scorer.scoreAll(tenant, texts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a quick scorer has nothing to wait for", e);
        }
    }
}
