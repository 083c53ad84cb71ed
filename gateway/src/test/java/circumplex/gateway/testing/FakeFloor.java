package circumplex.gateway.testing;

import static circumplex.gateway.testing.Samples.SET;

import circumplex.ranker.v1.FloorAction;
import circumplex.ranker.v1.FloorLimit;
import circumplex.ranker.v1.FloorRules;
import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RemovalReason;
import circumplex.ranker.v1.RemovedPost;
import circumplex.ranker.v1.UnjudgedTreatment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a floor makes of a request, as the contract says, for whole bounds. */
final class FakeFloor {

    final List<PostToRank> left = new ArrayList<>();
    final List<RemovedPost> removed = new ArrayList<>();

    /** With the values whose limits they break. */
    final Map<PostToRank, List<String>> ended = new LinkedHashMap<>();

    final int unjudged;

    FakeFloor(RankPostsRequest request) {
        FloorRules floor = request.getRules().getFloor();
        int unknown = 0;
        for (PostToRank post : request.getPostsList()) {
            boolean judged = post.getBaseScoresCount() > 0 || floor.getLimitsCount() == 0;
            List<String> broken = floor.getLimitsList().stream()
                    .filter(limit -> judged && !passes(limit, post))
                    .map(FloorLimit::getValueId)
                    .toList();
            unknown += judged ? 0 : 1;
            boolean stopped = !broken.isEmpty()
                    || (!judged && floor.getUnjudged() == UnjudgedTreatment.UNJUDGED_TREATMENT_BREACH);
            if (!stopped) {
                left.add(post);
            } else if (floor.getAction() == FloorAction.FLOOR_ACTION_SEND_TO_END) {
                ended.put(post, broken);
            } else {
                removed.add(RemovedPost.newBuilder()
                        .setPostId(post.getPostId())
                        .setReason(judged ? RemovalReason.REMOVAL_REASON_FLOOR : RemovalReason.REMOVAL_REASON_UNJUDGED)
                        .addAllBreachedValueIds(broken)
                        .build());
            }
        }
        unjudged = unknown;
    }

    private static boolean passes(FloorLimit limit, PostToRank post) {
        float score = post.getBaseScores(0).getScores(SET.requirePosition(limit.getValueId()));
        return (!limit.hasAtLeast() || score >= limit.getAtLeast()) && (!limit.hasAtMost() || score <= limit.getAtMost());
    }
}
