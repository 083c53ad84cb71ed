package circumplex.gateway.backfill;

import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.rated;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.FakeClassifier;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.kit.testing.Eventually;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Annotations get the scores of a scorer that replaced the one that they were made under. */
final class BackfillTest {

    private static FakeServices services;

    private final String user = "anna-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        services = FakeServices.start();
    }

    @BeforeEach
    void reset() {
        services.reset();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void aFeedOfANewScorerBringsItsScoresToAllAnnotations() {
        annotate(user, 120);
        assertThat(services.personalizer.inactive(user, FakeClassifier.SCORER)).isEmpty();
        services.classifier.scorer = "new";
        assertThat(services.personalizer.inactive(user, "new")).hasSize(120);

        services.feeds().rankFeed(feed().setUserId(user).build());

        Eventually.holds("all are scored", () -> services.personalizer.inactive(user, "new").isEmpty());
        assertThat(services.personalizer.inactive(user, FakeClassifier.SCORER)).as("the old scores stay").isEmpty();
    }

    @Test
    void aCalibrationIsThePersonsOwnAndGetsTheScoresOfTheScorerOfFeeds() {
        annotate(user, 3);
        services.classifier.scorer = "newer";
        services.feeds().rankFeed(feed().setUserId("somebody-else").build());

        assertThat(services.calibration()
                        .getCalibration(GetCalibrationRequest.newBuilder().setUserId(user).build())
                        .getScorerId())
                .as("not that of a feed of somebody else")
                .isEqualTo(FakeClassifier.SCORER);

        Eventually.holds("and brings its scores", () -> services.personalizer.inactive(user, "newer").isEmpty());
    }

    @Test
    void allScorersOfAFeedAreFilledAndNotTheFirstAlone() {
        annotate(user, 3);
        services.classifier.scorer = "second";
        services.personalizer.twistSummary(summary -> summary.setScorerId(FakeClassifier.SCORER)
                .addScorerIds(FakeClassifier.SCORER)
                .addScorerIds("second")
                .setInactiveAnnotations(3));

        services.feeds().rankFeed(feed().setUserId(user).build());

        Eventually.holds("the second is filled too", () -> services.personalizer.inactive(user, "second").isEmpty());
    }

    @Test
    void aServiceThatFailsCostsTheFeedNothing() {
        annotate(user, 3);
        services.classifier.scorer = "failing";
        services.classifier.storedFails = true;

        assertThat(services.feeds().rankFeed(feed().setUserId(user).build()).getDegradationsList()).isEmpty();

        Eventually.holds("it is tried", () -> calls("ListInactiveAnnotations") > 0);
        assertThat(services.personalizer.inactive(user, "failing")).hasSize(3);
    }

    @Test
    void aPersonIsNotTriedAgainAtOnce() {
        annotate(user, 3);
        services.classifier.scorer = "third";
        services.classifier.kept.clear();

        IntStream.range(0, 20).forEach(i -> services.feeds().rankFeed(feed().setUserId(user).build()));

        Eventually.holds("it is tried", () -> calls("ListInactiveAnnotations") > 0);
        assertThat(calls("ListInactiveAnnotations")).isEqualTo(1);
        assertThat(services.personalizer.inactive(user, "third")).hasSize(3);
    }

    private static long calls(String method) {
        return services.personalizer.server.calls().stream().filter(call -> call.method().equals(method)).count();
    }

    private static void annotate(String user, int posts) {
        for (List<Integer> some : List.of(List.of(0, Math.min(60, posts)), List.of(Math.min(60, posts), posts))) {
            AnnotateRequest.Builder request =
                    AnnotateRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).setUserId(user);
            IntStream.range(some.get(0), some.get(1))
                    .forEach(i -> request.addPosts(rated("p" + i, "face=1 post " + i, Map.of("face", 3))));
            if (request.getPostsCount() > 0) {
                services.calibration().annotate(request.build());
            }
        }
    }
}
