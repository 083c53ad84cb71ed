package circumplex.ranker;

import circumplex.kit.Cancellation;
import circumplex.ranker.chance.RankIntervals;
import circumplex.ranker.explain.FeedSummary;
import circumplex.ranker.explain.KendallTau;
import circumplex.ranker.explain.Moves;
import circumplex.ranker.kernel.ScoreKernel;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.order.Order;
import circumplex.ranker.order.ScoreOrder;
import circumplex.ranker.stage.Authors;
import circumplex.ranker.stage.Effort;
import circumplex.ranker.stage.Floored;
import circumplex.ranker.stage.Removal;
import circumplex.ranker.stage.Rules;
import circumplex.ranker.stage.Selection;
import circumplex.ranker.stage.Step;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Orders a feed. Its first method is the order of the stages; each stage is a class of its own. */
@Singleton
final class RankPosts {

    /** Names the rule. The number rises with every change that may order the same posts in another way for the same request. */
    static final String RANKER_ID = "weighted-sum/1";

    Ranking rank(RankingTask task) {
        Rules rules = task.rules();
        Floored floored = rules.floor().judge(task.feed().size(), task.baseScores());
        Scores scores = ScoreKernel.score(task.feed(), task.weights());
        Cancellation.check();
        Scores left = floored.left(scores);
        if (task.ask().topOnly() && rules.scoreAlone()) {
            return firstOnly(task, floored, scores, rules.placement().placeFirst(left, task.topK().limit()));
        }
        Authors authors = task.authors().only(floored.left());
        Order byScore = ScoreOrder.of(left);
        List<Step> steps = order(byScore, left, rules, authors, Effort.SEARCH);
        Order whole = floored.whole(last(steps));
        Selection top = task.topK().select(whole);
        Cancellation.check();
        return new Ranking(
                scores,
                floored,
                byScore,
                whole,
                top.kept(),
                task.ask().topOnly() ? floored.removed() : both(top.removed(), floored.removed()),
                rules.cap().exceeded(last(steps), authors),
                task.ask().topOnly() ? OptionalDouble.empty() : KendallTau.ofOrder(floored.renumbered(whole)),
                task.ask().topOnly() ? OptionalDouble.empty() : KendallTau.bOfScores(byScore, left),
                why(task, floored, steps, authors, whole, top.kept()),
                intervals(task, floored, left, authors));
    }

    /** The stages that order the posts that the floor left: score, blend, author cap, bounded displacement. */
    private static List<Step> order(Order byScore, Scores scores, Rules rules, Authors authors, Effort effort) {
        boolean[] pinned = rules.placement().pinned(scores);
        Order scored = rules.placement().place(scores, byScore);
        Order blended = rules.placement().place(scores, rules.blend().blend(byScore));
        Order spread = rules.cap().spread(blended, pinned, authors, effort);
        Cancellation.check();
        Order bounded = rules.displacement().limit(spread, pinned, rules.cap(), authors, effort);
        Cancellation.check();
        return List.of(
                new Step(Step.Stage.SCORE, scored),
                new Step(Step.Stage.BLEND, blended),
                new Step(Step.Stage.AUTHOR_CAP, spread),
                new Step(Step.Stage.DISPLACEMENT, bounded));
    }

    /** What there is to say where only the first posts were looked for. */
    private static Ranking firstOnly(RankingTask task, Floored floored, Scores scores, Order first) {
        Order whole = floored.whole(first).first(task.topK().limit());
        return new Ranking(
                scores,
                floored,
                Order.of(),
                whole,
                whole,
                floored.removed(),
                new BitSet(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                intervals(task, floored, floored.left(scores), task.authors().only(floored.left())));
    }

    private static Optional<Ranking.Why> why(
            RankingTask task, Floored floored, List<Step> steps, Authors authors, Order whole, Order kept) {
        if (!task.ask().explain()) {
            return Optional.empty();
        }
        return Optional.of(new Ranking.Why(
                new Moves(floored.left().size(), steps, task.rules(), authors),
                FeedSummary.of(task.feed(), kept, floored.renumbered(whole), task.topK())));
    }

    private static Optional<RankIntervals> intervals(RankingTask task, Floored floored, Scores left, Authors authors) {
        return task.ask().doubt().map(doubt -> RankIntervals.of(
                left,
                doubt.errors().only(floored.left()),
                doubt.draws(),
                doubt.seed(),
                drawn -> last(order(ScoreOrder.of(drawn), drawn, task.rules(), authors, Effort.ONE_PASS)),
                Cancellation::check));
    }

    private static Order last(List<Step> steps) {
        return steps.get(steps.size() - 1).order();
    }

    private static List<Removal> both(List<Removal> cut, List<Removal> floored) {
        if (floored.isEmpty()) {
            return cut;
        }
        List<Removal> both = new ArrayList<>(cut);
        both.addAll(floored);
        return both;
    }
}
