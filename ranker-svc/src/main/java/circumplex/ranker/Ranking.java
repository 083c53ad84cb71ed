package circumplex.ranker;

import circumplex.ranker.chance.RankIntervals;
import circumplex.ranker.explain.FeedSummary;
import circumplex.ranker.explain.Moves;
import circumplex.ranker.kernel.Scores;
import circumplex.ranker.order.Order;
import circumplex.ranker.stage.Floored;
import circumplex.ranker.stage.Removal;
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
 * @param whole all posts that the floor did not remove, first to last; the first ones only if only they were asked for
 * @param kept the posts that stay, first to last
 * @param removed the others with the reason, those that the floor removed last
 * @param exceeded the places at which the author cap could not be kept
 * @param kendallTau the final order against the engagement order; empty below two posts
 * @param kendallTauBScores scores against engagement; empty below two scored posts or if all scores are equal
 * @param why present if the ranking was to be explained
 * @param intervals present if they were asked for
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
        Optional<RankIntervals> intervals) {

    Ranking {
        removed = List.copyOf(removed);
    }

    /** The explanation: of every post that the floor left, and of the feed. */
    record Why(Moves moves, FeedSummary summary) {}
}
