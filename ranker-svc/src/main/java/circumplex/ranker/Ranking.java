package circumplex.ranker;

import circumplex.ranker.chance.RankIntervals;
import circumplex.ranker.explain.FeedSummary;
import circumplex.ranker.explain.KendallTau;
import circumplex.ranker.explain.Moves;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.order.Order;
import circumplex.ranker.stage.Floored;
import circumplex.ranker.stage.Removal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An order and its reasons.
 *
 * @param scores what the posts were ordered by, of the whole feed
 * @param floored what the floor left
 * @param byScore the scored posts that the floor left, by score alone, numbered as it left them; empty if only the top was asked for
 * @param whole all posts that the floor did not remove, first to last; if only the top was asked for, perhaps no more than that
 * @param kept the posts that stay, first to last
 * @param removed the others with the reason, those that the floor removed last
 * @param exceeded the places at which the author cap could not be kept
 * @param kendallTau the final order against the engagement order; empty below two posts, and if only the top was asked for
 * @param kendallTauBScores scores against engagement; empty below two scored posts, if all scores are equal, and if only the top was
 *     asked for
 * @param why present if the ranking was to be explained
 * @param trust present if it was asked for
 */
record Ranking(
        Scores scores,
        Floored floored,
        Order byScore,
        Order whole,
        Order kept,
        List<Removal> removed,
        BitSet exceeded,
        OptionalDouble kendallTau,
        OptionalDouble kendallTauBScores,
        Optional<Why> why,
        Optional<Trust> trust) {

    Ranking {
        removed = List.copyOf(removed);
    }

    /** What there is to say about the way that a feed went, as far as it was asked. */
    static Ranking of(RankingTask task, Scores scores, Course course, Optional<Trust> trust) {
        boolean topOnly = task.ask().topOnly();
        Floored floored = course.floored();
        Order ofLeft = topOnly ? Order.of() : floored.renumbered(course.whole());
        return new Ranking(
                scores,
                floored,
                topOnly ? Order.of() : course.byScore(),
                course.whole(),
                course.top().kept(),
                topOnly ? floored.removed() : both(course.top().removed(), floored.removed()),
                task.rules().cap().exceeded(course.last(), course.authors()),
                topOnly ? OptionalDouble.empty() : KendallTau.ofOrder(ofLeft),
                topOnly ? OptionalDouble.empty() : KendallTau.bOfScores(course.byScore(), course.left()),
                task.ask().explain() ? Optional.of(why(task, course, ofLeft)) : Optional.empty(),
                trust);
    }

    private static Why why(RankingTask task, Course course, Order ofLeft) {
        return new Why(
                new Moves(course.floored().left().size(), course.steps(), task.rules(), course.authors()),
                FeedSummary.of(task.feed(), course.top().kept(), ofLeft, task.topK()));
    }

    private static List<Removal> both(List<Removal> cut, List<Removal> floored) {
        if (floored.isEmpty()) {
            return cut;
        }
        List<Removal> both = new ArrayList<>(cut);
        both.addAll(floored);
        return both;
    }

    /** The explanation: of every post that the floor left, and of the feed. */
    record Why(Moves moves, FeedSummary summary) {}

    /**
     * How far the order can be trusted.
     *
     * @param intervals of every post that the floor did not remove, named as in the whole feed
     * @param searchesLeftOut how often a draw did without a search that the ranking itself makes
     */
    record Trust(RankIntervals intervals, int searchesLeftOut) {}
}
