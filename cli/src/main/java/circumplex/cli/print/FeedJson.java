package circumplex.cli.print;

import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.gateway.v1.UnscoredReason;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;

/** Rankings for programs: {@code {"feeds": […]}}; the README of this module lists the fields. */
public final class FeedJson {

    private final ObjectNode document = Json.object();
    private final ArrayNode feeds = document.putArray("feeds");

    /** Adds one ranking; the answer may be completed with what belongs to it. */
    public ObjectNode add(FeedRun run) {
        RankFeedResponse answer = run.answer();
        ObjectNode feed = feeds.addObject();
        feed.put("preset", run.preset().orElse(null));
        run.user().ifPresent(user -> feed.put("user", user));
        run.stage().ifPresent(stage -> feed.put("stage", stage));
        feed.put("kendall_tau", answer.hasKendallTau() ? (Double) answer.getKendallTau() : null);
        feed.put("kendall_tau_b_scores", answer.hasKendallTauBScores() ? (Double) answer.getKendallTauBScores() : null);
        feed.put("coverage", answer.getCoverage());
        addDegradations(feed.putArray("degradations"), answer);
        feed.put("ranking_id", answer.getRankingId());
        feed.put("value_set", answer.getValueSet().getId());
        ObjectNode weights = feed.putObject("weights");
        new TreeMap<>(answer.getWeightsMap()).forEach(weights::put);
        feed.put("scorer", answer.getModelVersions().getScorerId());
        feed.put("calibrator", answer.getModelVersions().getCalibratorId());
        feed.put("floor_unjudged", answer.getFloorUnjudged());
        ArrayNode removed = feed.putArray("removed");
        answer.getRemovedList().forEach(post -> addNames(
                removed.addObject()
                        .put("post_id", post.getPostId())
                        .put("reason", EnumText.of(post.getReason(), "REMOVAL_REASON_")),
                "breached",
                post.getBreachedValueIdsList()));
        ArrayNode ranked = feed.putArray("ranked");
        answer.getRankedList().forEach(post -> addPost(ranked.addObject(), run, post));
        return feed;
    }

    @Override
    public String toString() {
        return Json.line(document);
    }

    private static void addDegradations(ArrayNode degradations, RankFeedResponse answer) {
        answer.getDegradationsList().forEach(degradation -> degradations
                .addObject()
                .put("stage", EnumText.of(degradation.getStage(), "STAGE_"))
                .put("reason", EnumText.of(degradation.getReason(), "DEGRADATION_REASON_"))
                .put("affected_posts", degradation.getAffectedPosts()));
    }

    private static void addPost(ObjectNode json, FeedRun run, RankedFeedPost post) {
        json.put("post_id", post.getPostId());
        json.put("rank", post.getRank());
        json.put("engagement_rank", post.getEngagementRank());
        if (post.hasScore()) {
            json.put("score", post.getScore());
        }
        ObjectNode contributions = json.putObject("contributions");
        run.contributions(post).shares().forEach(share -> contributions.put(share.value().id(), share.number()));
        json.put("personalized", post.getPersonalized());
        if (post.getUnscoredReason() != UnscoredReason.UNSCORED_REASON_UNSPECIFIED) {
            json.put("unscored", EnumText.of(post.getUnscoredReason(), "UNSCORED_REASON_"));
        }
        if (post.getPending()) {
            json.put("pending", true);
        }
        addNames(json, "breached", post.getBreachedValueIdsList());
        addNames(json, "unmet", post.getUnmetList().stream().map(rule -> EnumText.of(rule, "UNMET_RULE_")).toList());
    }

    /** Nothing if there are none. */
    private static void addNames(ObjectNode json, String field, List<String> names) {
        if (!names.isEmpty()) {
            names.forEach(json.putArray(field)::add);
        }
    }
}
