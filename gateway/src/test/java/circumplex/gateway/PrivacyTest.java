package circumplex.gateway;

import static circumplex.gateway.testing.Samples.feed;
import static circumplex.gateway.testing.Samples.post;
import static circumplex.gateway.testing.Samples.rated;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.profile.Profile;
import circumplex.gateway.testing.Database;
import circumplex.gateway.testing.FakeServer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.DeleteUserDataRequest;
import circumplex.gateway.v1.ExportUserDataRequest;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.GetProfileRequest;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.LogLines;
import circumplex.kit.testing.Refused;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a post says, who reads it and what that person wants appears in no log line and in no error. */
final class PrivacyTest {

    /** What nothing else contains. */
    private final String text = word();

    private final String user = word();
    private final double weight = -(1001 + 2 * new Random().nextInt(400)) / 2000.0;

    private final List<String> errors = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void nothingOfAPersonIsLoggedOrSentBackInAnError(Engine engine) {
        Database database = Database.fresh(engine);
        List<String> lines;
        try (LogLines log = new LogLines();
                FakeServices services = FakeServices.start(Map.of("datasources.default.url", database.url()))) {
            everything(services);
            for (FakeServer server :
                    List.of(services.classifier.server, services.personalizer.server, services.ranker.server)) {
                for (Code code : List.of(Code.UNAVAILABLE, Code.INTERNAL, Code.INVALID_ARGUMENT)) {
                    services.reset();
                    server.fail(code);
                    everything(services);
                }
            }
            nonsense(services);
            services.reset();
            refused(services);
            database.execute("drop table profile");
            database.execute("drop table deletion");
            everything(services);
            lines = List.copyOf(log.lines());
        }

        assertThat(errors).as("failures of many kinds").anyMatch(error -> error.contains("INTERNAL"))
                .anyMatch(error -> error.contains("INVALID_REQUEST"))
                .anyMatch(error -> error.contains("UNAVAILABLE"))
                .anyMatch(error -> error.contains("BROKEN_CONTRACT"));
        assertThat(lines).anyMatch(line -> line.contains("nonsense")).anyMatch(line -> line.contains("refused"))
                .anyMatch(line -> line.contains("ErrorInterceptor"));
        for (String secret : List.of(text, user, weightText())) {
            assertThat(lines).as("log lines with %s", secret).noneMatch(line -> line.contains(secret));
            assertThat(errors).as("errors with %s", secret).noneMatch(error -> error.contains(secret));
        }
    }

    private void everything(FakeServices services) {
        attempt(() -> services.feeds().rankFeed(ranking().build()));
        attempt(() -> services.feeds().rankFeed(ranking().clearWeights().build()));
        attempt(() -> services.calibration().annotate(annotation().build()));
        attempt(() -> services.calibration().getCalibration(GetCalibrationRequest.newBuilder().setUserId(user).build()));
        attempt(() -> services.profiles().updateProfile(update().build()));
        attempt(() -> services.profiles().updateProfile(update().setEtag("stale").build()));
        attempt(() -> services.profiles().getProfile(GetProfileRequest.newBuilder().setUserId(user).build()));
        attempt(() -> services.userData()
                .exportUserData(ExportUserDataRequest.newBuilder().setUserId(user).build())
                .forEachRemaining(record -> {}));
        attempt(() -> services.userData()
                .deleteUserData(DeleteUserDataRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId(user)
                        .build()));
    }

    private void nonsense(FakeServices services) {
        services.reset();
        services.classifier.twistPost(0, answer -> answer.setPostId(text));
        everything(services);
        services.reset();
        services.personalizer.twistPost(0, answer -> answer.setPostId(user));
        everything(services);
        services.reset();
        services.ranker.twistPost(0, answer -> answer.setPostId(text));
        everything(services);
    }

    private void refused(FakeServices services) {
        attempt(() -> services.feeds().rankFeed(ranking().addPosts(post("x", text.repeat(1000))).build()));
        attempt(() -> services.feeds().rankFeed(ranking().addPosts(post("a", text)).build()));
        attempt(() -> services.feeds().rankFeed(ranking().setUserId(user + "\0").build()));
        attempt(() -> services.feeds().rankFeed(ranking().setUserId(user.repeat(20)).build()));
        attempt(() -> services.calibration().annotate(annotation().addPosts(rated("b", text, Map.of("face", 9))).build()));
        attempt(() -> services.calibration().annotate(annotation().addPosts(rated("b", text, Map.of("face", 1))).build()));
        attempt(() -> services.profiles().updateProfile(update().putWeights("hedonism", weight - 1).build()));
        attempt(() -> services.profiles().updateProfile(update().putWeights("fase", weight).build()));
    }

    private RankFeedRequest.Builder ranking() {
        return feed().setUserId(user).putWeights("face", weight).addPosts(post("e", text + " face=1"));
    }

    private AnnotateRequest.Builder annotation() {
        return AnnotateRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .addPosts(rated("a", text, Map.of("face", 6)));
    }

    private UpdateProfileRequest.Builder update() {
        return UpdateProfileRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .putWeights("face", weight)
                .setEtag(Profile.NEW);
    }

    private void attempt(ThrowingCallable call) {
        try {
            call.call();
        } catch (StatusRuntimeException e) {
            errors.add(e.getStatus() + " " + Refused.of(e).details());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private String weightText() {
        return Double.toString(Math.abs(weight));
    }

    private static String word() {
        return "w" + UUID.randomUUID().toString().replace("-", "");
    }
}
