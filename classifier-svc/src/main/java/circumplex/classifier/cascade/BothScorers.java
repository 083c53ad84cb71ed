package circumplex.classifier.cascade;

import circumplex.classifier.text.LexiconScorer;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.classifier.text.UnscoredException;
import circumplex.kit.ConfigurationProblem;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import io.grpc.Context;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The quick scorer of this installation and the one that is not quick, asked about the same posts. */
@Singleton
final class BothScorers {

    private static final int AT_ONCE = 4;
    private static final int SECONDS_A_POST = 120;
    private static final String TENANT = "default";

    private final ValueSet set = ValueSets.all().defaultSet();
    private final Scorer quick;
    private final Optional<Scorer> other;

    /**
     * What both gave to the posts that both scored, under the ids that answered.
     *
     * @param left how many posts are not among them: another language, a failure, an answer of another model
     */
    record Scores(String quickId, String otherId, List<ScoreVector> quick, List<ScoreVector> other, int left) {}

    BothScorers(List<Scorer> scorers) {
        this.quick = scorers.stream()
                .filter(Scorer::quick)
                .findFirst()
                .or(() -> LexiconScorer.of(set).map(Scorer.class::cast))
                .orElseThrow(() -> new IllegalStateException("a quick scorer ships"));
        this.other = scorers.stream().filter(scorer -> !scorer.quick()).findFirst();
    }

    ValueSet set() {
        return set;
    }

    /** @throws ConfigurationProblem if only the quick scorer is installed */
    Scores score(List<String> posts) throws InterruptedException {
        Scorer slow = other.orElseThrow(() -> new ConfigurationProblem(
                "there is no language model to compare with: set LLM_BASE_URL and LLM_MODEL"));
        List<PostText> texts = posts.stream()
                .map(PostText::read)
                .filter(text -> !text.isBlank() && quick.knows(text.language()) && slow.knows(text.language()))
                .toList();
        List<ScoreVector> quickScores = new ArrayList<>();
        List<ScoreVector> otherScores = new ArrayList<>();
        List<Optional<Scoring>> answers = ask(slow, texts);
        String otherId = slow.id();
        for (int i = 0; i < texts.size(); i++) {
            Optional<Scoring> answer = answers.get(i).filter(scoring -> scoring.scorerId().equals(otherId));
            if (answer.isPresent()) {
                quickScores.add(quick.score(TENANT, texts.get(i)).scores());
                otherScores.add(answer.get().scores());
            }
        }
        return new Scores(quick.id(), otherId, quickScores, otherScores, posts.size() - quickScores.size());
    }

    private static List<Optional<Scoring>> ask(Scorer scorer, List<PostText> texts) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Future<Optional<Scoring>>> asked = new ArrayList<>();
            for (PostText text : texts) {
                asked.add(threads.submit(() -> Context.current()
                        .withDeadlineAfter(SECONDS_A_POST, TimeUnit.SECONDS, timer)
                        .call(() -> answer(scorer, text))));
            }
            List<Optional<Scoring>> answers = new ArrayList<>();
            for (Future<Optional<Scoring>> each : asked) {
                answers.add(each.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scorer broke its contract", e.getCause());
        } finally {
            threads.shutdownNow();
            timer.shutdownNow();
        }
    }

    /** Empty where it has no scores for this post; that costs the post and nothing else, unless nobody can be paid any more. */
    private static Optional<Scoring> answer(Scorer scorer, PostText text) throws InterruptedException {
        try {
            return Optional.of(scorer.score(TENANT, text));
        } catch (UnscoredException e) {
            return Optional.empty();
        }
    }
}
