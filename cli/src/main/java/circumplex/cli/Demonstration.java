package circumplex.cli;

import circumplex.cli.feed.FeedFile;
import circumplex.cli.feed.Post;
import circumplex.cli.print.CalibrationText;
import circumplex.cli.print.FeedRun;
import circumplex.cli.services.GatewayClient;
import circumplex.gateway.v1.AnnotateResponse;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.Preset;
import circumplex.gateway.v1.RankFeedRequest;
import java.util.List;
import java.util.Optional;

/**
 * What the demonstration asks of the gateway, in order: two presets, then one person who chooses weights, looks at the feed,
 * says what they see in some posts, and looks again.
 *
 * @param changed what the person said, and how it changes their scores
 */
record Demonstration(List<FeedRun> presets, FeedRun before, FeedRun after, CalibrationText changed) {

    private static final List<String> PRESETS = List.of("kind-and-open", "curious-and-bold");

    static Demonstration run(GatewayClient gateway, FeedFile feed) {
        List<Preset> known = gateway.presets();
        List<FeedRun> presets = PRESETS.stream()
                .map(id -> rankByPreset(gateway, feed, require(known, id)))
                .toList();
        gateway.chooseWeights(DemoPerson.ID, DemoPerson.WEIGHTS);
        FeedRun before = rankForPerson(gateway, feed, "before");
        AnnotateResponse recorded = gateway.annotate(
                DemoPerson.ID, DemoPerson.RATINGS.stream().map(rating -> annotation(feed, rating)).toList());
        FeedRun after = rankForPerson(gateway, feed, "after");
        return new Demonstration(
                presets, before, after, new CalibrationText(recorded, gateway.calibration(DemoPerson.ID)));
    }

    private static FeedRun rankByPreset(GatewayClient gateway, FeedFile feed, Preset preset) {
        RankFeedRequest request = RankRequests.of(feed).setPresetId(preset.getId()).build();
        String title = "Preset " + preset.getId() + ": " + preset.getDescription();
        return new FeedRun(title, Optional.of(preset.getId()), Optional.empty(), Optional.empty(), feed, gateway.rank(request));
    }

    private static FeedRun rankForPerson(GatewayClient gateway, FeedFile feed, String stage) {
        RankFeedRequest request = RankRequests.of(feed).setUserId(DemoPerson.ID).build();
        String title = "One person's profile, " + stage + " they annotated " + DemoPerson.RATINGS.size() + " posts";
        return new FeedRun(
                title, Optional.empty(), Optional.of(DemoPerson.ID), Optional.of(stage), feed, gateway.rank(request));
    }

    private static PostAnnotation annotation(FeedFile feed, Rating rating) {
        Post post = feed.find(rating.postId())
                .orElseThrow(() -> new IllegalStateException("the sample feed has no post " + rating.postId()));
        return PostAnnotation.newBuilder()
                .setPostId(post.id())
                .setText(post.text())
                .putAllRatings(rating.ratings())
                .build();
    }

    private static Preset require(List<Preset> presets, String id) {
        return presets.stream()
                .filter(preset -> preset.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the gateway has no preset " + id));
    }
}
