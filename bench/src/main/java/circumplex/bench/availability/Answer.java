package circumplex.bench.availability;

import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.gateway.v1.Stage;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an answer says of itself.
 *
 * @param degraded the stages that were not done as intended
 * @param inputOrder whether the posts stand as they were sent
 * @param coverage the share of posts that was scored as intended
 */
record Answer(Set<Stage> degraded, boolean inputOrder, double coverage) {

    static Answer of(RankFeedRequest request, RankFeedResponse response) {
        Set<Stage> degraded = EnumSet.noneOf(Stage.class);
        response.getDegradationsList().forEach(degradation -> degraded.add(degradation.getStage()));
        boolean inputOrder = response.getRankedCount() == request.getPostsCount();
        for (int i = 0; inputOrder && i < request.getPostsCount(); i++) {
            RankedFeedPost post = response.getRanked(i);
            inputOrder = post.getPostId().equals(request.getPosts(i).getPostId());
        }
        return new Answer(degraded, inputOrder, response.getCoverage());
    }

    boolean whole() {
        return degraded.isEmpty() && coverage == 1;
    }
}
