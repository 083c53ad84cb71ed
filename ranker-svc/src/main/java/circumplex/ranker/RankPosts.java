package circumplex.ranker;

import circumplex.kit.call.Cancellation;
import circumplex.ranker.chance.RankIntervals;
import circumplex.ranker.kernel.ScoreKernel;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.order.Order;
import circumplex.ranker.order.ScoreOrder;
import circumplex.ranker.stage.Authors;
import circumplex.ranker.stage.Effort;
import circumplex.ranker.stage.Floored;
import circumplex.ranker.stage.Rules;
import circumplex.ranker.stage.Selection;
import circumplex.ranker.stage.Step;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Orders a feed. {@link #stages} is the order of the stages; each stage is a class of its own. */
@Singleton
final class RankPosts {

    /** Names the rule. The number rises with every change that may order the same posts in another way for the same request. */
    static final String RANKER_ID = "weighted-sum/1";

    /** How many places all orders together may have that are searched in draws: a hundred feeds of the largest size. */
    private static final int PLACES_OF_DRAWS = 20_000;

    Ranking rank(RankingTask task) {
        Effort effort = Effort.search(Cancellation::check);
        Scores scores = ScoreKernel.score(task.feed(), task.weights());
        Cancellation.check();
        Course course = stages(task, scores, effort);
        return Ranking.of(task, scores, course, trust(task, scores, effort.within(PLACES_OF_DRAWS)));
    }

    /**
     * The order of the stages: floor, score, blend, author cap, bounded displacement, top k.
     *
     * @param scores of the whole feed, by the weights or drawn; the floor reads others
     */
    private static Course stages(RankingTask task, Scores scores, Effort effort) {
        Rules rules = task.rules();
        Floored floored = rules.floor().judge(task.feed().size(), task.baseScores());
        Scores left = floored.left(scores);
        Authors authors = task.authors().only(floored.left());
        boolean[] pinned = rules.placement().pinned(left);
        Order byScore = ScoreOrder.first(left, task.needed());
        Order scored = rules.placement().place(left, byScore);
        Order blended = rules.placement().place(left, rules.blend().blend(byScore));
        Order spread = rules.cap().spread(blended, pinned, authors, effort);
        Order bounded = rules.displacement().limit(spread, pinned, rules.cap(), authors, effort);
        Order whole = floored.whole(bounded);
        Selection top = task.topK().select(whole);
        Cancellation.check();
        List<Step> steps = List.of(
                new Step(Step.Stage.SCORE, scored),
                new Step(Step.Stage.BLEND, blended),
                new Step(Step.Stage.AUTHOR_CAP, spread),
                new Step(Step.Stage.DISPLACEMENT, bounded));
        return new Course(floored, left, authors, byScore, steps, whole, top);
    }

    private static Optional<Ranking.Trust> trust(RankingTask task, Scores scores, Effort effort) {
        return task.ask().doubt().map(doubt -> {
            RankingTask whole = task.whole();
            RankIntervals intervals = RankIntervals.of(
                    scores,
                    doubt.errors(),
                    doubt.draws(),
                    doubt.seed(),
                    drawn -> stages(whole, drawn, effort).whole(),
                    Cancellation::check);
            return new Ranking.Trust(intervals, effort.leftOut());
        });
    }
}
