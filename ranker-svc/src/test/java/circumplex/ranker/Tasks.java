package circumplex.ranker;

import circumplex.ranker.kernel.Feed;
import circumplex.ranker.kernel.Weights;
import circumplex.ranker.stage.AuthorCap;
import circumplex.ranker.stage.Authors;
import circumplex.ranker.stage.BaseScores;
import circumplex.ranker.stage.BoundedDisplacement;
import circumplex.ranker.stage.EngagementBlend;
import circumplex.ranker.stage.Placement;
import circumplex.ranker.stage.Rules;
import circumplex.ranker.stage.SafetyFloor;
import circumplex.ranker.stage.TopK;

/** Tasks for tests. */
final class Tasks {

    private Tasks() {}

    /** Without rules. */
    static RankingTask plain(Feed feed, Weights weights, Placement placement, TopK topK) {
        return new RankingTask(
                feed,
                weights,
                new Rules(SafetyFloor.NONE, EngagementBlend.NONE, placement, AuthorCap.NONE, BoundedDisplacement.NONE),
                BaseScores.unknown(0, feed.size()),
                Authors.unknown(feed.size()),
                topK,
                RankingTask.Ask.ORDER);
    }
}
