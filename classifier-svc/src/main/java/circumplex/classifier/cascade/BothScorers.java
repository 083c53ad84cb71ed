package circumplex.classifier.cascade;

import circumplex.classifier.llm.LlmScorers;
import circumplex.classifier.text.LexiconScorer;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.classifier.text.UnscoredException;
import circumplex.classifier.text.UnscoredException.Reason;
import circumplex.kit.config.ConfigurationProblem;
import circumplex.model.BadModel;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import io.grpc.Context;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The quick scorer of this installation and the one that is not quick, asked about the same posts. */
@Singleton
final class BothScorers {

    /** What the scores are paid as: of a database that ends with the process, so no tenant of the installation pays. */
    static final String TENANT = "default";

    private static final int AT_ONCE = 4;
    private static final int SECONDS_A_POST = 120;
    private static final int SECONDS_FOR_THE_FIRST = 60;
    private static final int MILLIS_BETWEEN = 100;

    private final ValueSet set = ValueSets.all().defaultSet();
    private final Scorer quick;
    private final Supplier<Optional<Scorer>> other;

    /**
     * What both gave to the posts that both scored, under the ids that answered.
     *
     * @param left how many posts are not among them: another language, the same text again, a failure, an answer of another model
     * @param spent whether some are left out because the budget was spent
     */
    record Scores(String quickId, String otherId, List<ScoreVector> quick, List<ScoreVector> other, int left, boolean spent) {}

    /** @param scoring absent if the scorer has none */
    private record Answer(Optional<Scoring> scoring, boolean spent) {}

    BothScorers(List<Scorer> scorers, LlmScorers llm) {
        this.quick = scorers.stream()
                .filter(Scorer::quick)
                .findFirst()
                .or(() -> LexiconScorer.of(set).map(Scorer.class::cast))
                .orElseThrow(() -> new IllegalStateException("a quick scorer ships"));
        this.other = () -> llm.of(set).map(LlmScorers.Pair::plain);
    }

    ValueSet set() {
        return set;
    }

    /**
     * @param least how many posts are needed; with fewer nobody is asked
     * @throws ConfigurationProblem if only the quick scorer is installed, or the other one does not answer
     * @throws BadModel if there are too few posts
     */
    Scores score(List<String> posts, int least) throws InterruptedException {
        Scorer slow = other.get().orElseThrow(() -> new ConfigurationProblem(
                "there is no language model to compare with: set LLM_BASE_URL and LLM_MODEL"));
        List<PostText> texts = known(posts, slow);
        if (texts.size() < least) {
            throw new BadModel(least + " different posts are needed that both scorers know the language of, these are " + texts.size());
        }
        awaitFirst(slow, texts.get(0));
        List<Answer> answers = ask(slow, texts);
        String otherId = slow.id();
        List<ScoreVector> quickScores = new ArrayList<>();
        List<ScoreVector> otherScores = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<Scoring> answer = answers.get(i).scoring().filter(scoring -> scoring.scorerId().equals(otherId));
            if (answer.isPresent()) {
                quickScores.add(quick.score(TENANT, texts.get(i)).scores());
                otherScores.add(answer.get().scores());
            }
        }
        return new Scores(
                quick.id(), otherId, quickScores, otherScores, posts.size() - quickScores.size(), answers.stream().anyMatch(Answer::spent));
    }

    /** A text that is there twice would be in both halves of what a rule is learnt and checked with. */
    private List<PostText> known(List<String> posts, Scorer slow) {
        Set<Object> seen = new HashSet<>();
        return posts.stream()
                .map(PostText::read)
                .filter(text -> !text.isBlank() && quick.knows(text.language()) && slow.knows(text.language()))
                .filter(text -> seen.add(text.key()))
                .toList();
    }

    /** The scorer asks its server what it can do before it scores anything. */
    private static void awaitFirst(Scorer scorer, PostText text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_FOR_THE_FIRST);
        while (true) {
            try {
                scorer.score(TENANT, text);
                return;
            } catch (UnscoredException e) {
                if (e.reason() != Reason.UNAVAILABLE) {
                    return;
                }
                if (System.nanoTime() > end) {
                    throw new ConfigurationProblem("the language model does not answer: " + e.getMessage());
                }
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN);
            }
        }
    }

    private static List<Answer> ask(Scorer scorer, List<PostText> texts) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Future<Answer>> asked = new ArrayList<>();
            for (PostText text : texts) {
                // The time of a post begins when its turn comes.
                asked.add(threads.submit(() -> Context.current()
                        .withDeadlineAfter(SECONDS_A_POST, TimeUnit.SECONDS, timer)
                        .call(() -> answer(scorer, text))));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> each : asked) {
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

    /** Where it has no scores for a post, that costs the post and nothing else. */
    private static Answer answer(Scorer scorer, PostText text) throws InterruptedException {
        try {
            return new Answer(Optional.of(scorer.score(TENANT, text)), false);
        } catch (UnscoredException e) {
            return new Answer(Optional.empty(), e.reason() == Reason.BUDGET_SPENT);
        }
    }
}
