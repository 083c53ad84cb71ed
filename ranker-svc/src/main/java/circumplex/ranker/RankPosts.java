package circumplex.ranker;

import circumplex.kit.Cancellation;
import jakarta.inject.Singleton;
import java.util.OptionalDouble;

/** Orders a feed by score. Its one method is the order of the stages; each stage is a class of its own. */
@Singleton
final class RankPosts {

    /** Names the rule of this method. The number rises with every change that may order the same posts in another way. */
    static final String RANKER_ID = "weighted-sum/1";

    Ranking rank(RankingTask task) {
        Feed feed = task.feed();
        Scores scores = ScoreKernel.score(feed, task.weights());
        Cancellation.check();
        Order byScore = ScoreOrder.of(feed, scores);
        Cancellation.check();
        Order all = task.placement().place(feed, byScore);
        Cancellation.check();
        Selection top = task.topK().select(all);
        Cancellation.check();
        OptionalDouble kendallTau = KendallTau.ofOrder(all);
        OptionalDouble kendallTauBScores = KendallTau.bOfScores(byScore, scores);
        Cancellation.check();
        return new Ranking(scores, top.kept(), top.removed(), kendallTau, kendallTauBScores);
    }
}
