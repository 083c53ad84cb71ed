package circumplex.gateway.testing;

import circumplex.gateway.v1.Degradation;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an answer says, short enough to be written down in a test.
 *
 * @param order post ids, first to last
 * @param degradations as in {@code CLASSIFY UNAVAILABLE 3}
 * @param models scorer, calibrator and ranker, {@code -} for nobody
 */
public record Answer(String order, double coverage, List<String> degradations, String models) {

    public static Answer of(RankFeedResponse response) {
        return new Answer(
                response.getRankedList().stream().map(RankedFeedPost::getPostId).collect(Collectors.joining(" ")),
                response.getCoverage(),
                response.getDegradationsList().stream().map(Answer::text).toList(),
                name(response.getModelVersions().getScorerId())
                        + " "
                        + name(response.getModelVersions().getCalibratorId())
                        + " "
                        + name(response.getModelVersions().getRankerId()));
    }

    private static String text(Degradation degradation) {
        return degradation.getStage().name().replace("STAGE_", "")
                + " "
                + degradation.getReason().name().replace("DEGRADATION_REASON_", "")
                + " "
                + degradation.getAffectedPosts();
    }

    private static String name(String id) {
        return id.isEmpty() ? "-" : id;
    }
}
