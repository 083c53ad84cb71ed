package circumplex.ranker;

import java.util.List;
import java.util.OptionalDouble;

/**
 * An order and its reasons.
 *
 * @param scores what the posts were ordered by
 * @param kept the posts that stay, first to last
 * @param removed the others, in their order, with the reason
 * @param kendallTau the final order of all posts, kept and removed, against the engagement order; empty below two posts
 * @param kendallTauBScores scores against engagement; empty below two scored posts or if all scores are equal
 */
record Ranking(
        Scores scores,
        Order kept,
        List<Removal> removed,
        OptionalDouble kendallTau,
        OptionalDouble kendallTauBScores) {

    Ranking {
        removed = List.copyOf(removed);
    }
}
