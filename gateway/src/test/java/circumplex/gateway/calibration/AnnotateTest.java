package circumplex.gateway.calibration;

import static circumplex.gateway.calibration.Annotating.ID;
import static circumplex.gateway.testing.Samples.rated;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.UnscoredReason;
import circumplex.gateway.testing.FakePersonalizer;
import circumplex.gateway.testing.FakeServer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.Samples;
import circumplex.gateway.v1.AnnotateResponse;
import circumplex.gateway.v1.CandidatePost;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.GetCalibrationResponse;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.SuggestPostsRequest;
import circumplex.gateway.v1.SuggestPostsResponse;
import circumplex.gateway.v1.ValueCalibration;
import circumplex.gateway.v1.ValueChange;
import circumplex.gateway.v1.WithdrawAnnotationsRequest;
import circumplex.gateway.v1.WithdrawAnnotationsResponse;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.SuggestAnnotationsRequest;
import circumplex.values.v1.BaseScores;
import circumplex.wire.WireValueSets;
import com.google.protobuf.Message;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotations need both services: without scores they would have no effect, so nothing stands in for either. */
final class AnnotateTest {

    @RegisterExtension
    static Annotating gateway = new Annotating();

    private static FakeServices services = gateway.services;

    @Test
    void ratingsAreRecordedWithTheKeyAndTheScoresOfTheText() {
        AnnotateResponse answer = gateway.annotate(
                rated("a", "@a @b hedonism=1", Map.of("hedonism", 6, "face", 0)), rated("b", "face=2", Map.of("face", 3)));

        assertThat(answer)
                .isEqualTo(AnnotateResponse.newBuilder()
                        .setAdded(2)
                        .setTotal(2)
                        .addContentKeys(Samples.key("@a @b hedonism=1"))
                        .addContentKeys(Samples.key("face=2"))
                        .build());
        RecordAnnotationsRequest recorded = recordedAndAskedAgain();
        assertThat(recorded.getRequestId()).isEqualTo(ID);
        assertThat(recorded.getUserId()).isEqualTo("anna");
        assertThat(recorded.getValueSet()).isEqualTo(WireValueSets.ref(Samples.SET));
        assertThat(recorded.getAnnotationsList()).hasSize(2);
        assertThat(recorded.getAnnotations(0).getContentKey()).isEqualTo(Samples.key("@a @b hedonism=1"));
        assertThat(recorded.getAnnotations(0).getRatingsMap()).isEqualTo(Map.of("hedonism", 6, "face", 0));
        assertThat(recorded.getAnnotations(0).getBaseScoresList())
                .containsExactlyInAnyOrder(base("a", "hedonism=1"), base("b", "hedonism=1"));
        assertThat(recorded.getAnnotations(1).getBaseScoresList()).containsExactly(base("a", "face=2"));
    }

    @Test
    void aPostInAForeignLanguageIsRecordedWithoutScoresAndCountedInactive() {
        AnnotateResponse answer =
                gateway.annotate(rated("a", "~ hedonism=1", Map.of("hedonism", 6)), rated("b", "face=2", Map.of("face", 3)));

        assertThat(answer.getInactive()).isEqualTo(1);
        assertThat(answer.getAdded()).isEqualTo(2);
        RecordAnnotationsRequest recorded = recordedAndAskedAgain();
        assertThat(recorded.getAnnotations(0).getBaseScoresList()).isEmpty();
        assertThat(recorded.getAnnotations(0).getContentKey()).isEqualTo(Samples.key("~ hedonism=1"));
    }

    @Test
    void twoPostsOfOneTextAreRefused() {
        Refused refused = Refused.by(() -> gateway.annotate(
                rated("a", "hedonism=1", Map.of("hedonism", 1)),
                rated("b", "face=1", Map.of("face", 1)),
                rated("c", " hedonism=1\n", Map.of("hedonism", 2))));

        assertThat(refused.summary()).isEqualTo(Refused.invalid("posts[2].text", "unique"));
        assertThat(services.personalizer.server.calls()).as("all or nothing").isEmpty();
    }

    @Test
    void aTextThatIsBlankToTheClassifierIsRefused() {
        Refused refused = Refused.by(() -> gateway.annotate(
                rated("a", "hedonism=1", Map.of("hedonism", 1)), rated("b", "\u00a0\u2003", Map.of("face", 1))));

        assertThat(refused.summary()).isEqualTo(Refused.invalid("posts[1].text", "not_blank"));
        assertThat(services.personalizer.server.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL", "UNKNOWN"})
    void withoutOneOfTheServicesTheClientIsToldWhichAndWhenToTryAgain(Code code) {
        services.classifier.server.fail(code);
        assertUnavailable("classifier-svc");

        services.reset();
        services.personalizer.server.fail(code);
        assertUnavailable("personalizer-svc");
    }

    @Test
    void aServiceThatIsDownIsUnavailable() {
        services.classifier.server.stop();
        assertUnavailable("classifier-svc");
        services.classifier.server.start();
        services.personalizer.server.stop();
        Eventually.holds(
                "the classifier is back",
                () -> Refused.by(() -> gateway.annotate(rated("a", "x", Map.of("face", 1)))).metadata().containsValue("personalizer-svc"));
    }

    /** Without the scores that are on their way the annotation would never have an effect. */
    @ParameterizedTest
    @EnumSource(
            value = UnscoredReason.class,
            names = {"UNSCORED_REASON_NOT_IN_TIME", "UNSCORED_REASON_SCORER_BUSY", "UNSCORED_REASON_SCORER_FAILED"})
    void aPostWhoseScoresMayStillComeIsNotRecordedWithoutThem(UnscoredReason reason) {
        services.classifier.twistPost(0, post -> post.clearBaseScores()
                .setUnscoredReason(reason)
                .setPending(reason == UnscoredReason.UNSCORED_REASON_NOT_IN_TIME));

        assertUnavailable("classifier-svc");
        assertThat(services.personalizer.server.calls()).isEmpty();
    }

    @Test
    void nonsenseOfTheClassifierIsNotRecorded() {
        services.classifier.twistPost(0, post -> post.setPostId("x"));

        assertUnavailable("classifier-svc");
        assertThat(services.personalizer.server.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT, REQUEST_ID_REUSED", "RESOURCE_EXHAUSTED, STORAGE_FULL",
    })
    void whatThePersonalizerSaysToTheClientIsPassedOn(Code code, String reason) {
        services.personalizer.server.refuse(code, reason, Map.of("field", "request_id"));

        Refused refused = Refused.by(() -> gateway.annotate(rated("a", "x", Map.of("face", 1))));

        assertThat(refused.summary()).isEqualTo(code + " " + reason);
        assertThat(refused.metadata()).isEqualTo(Map.of("field", "request_id"));
    }

    @Test
    void aRefusedRequestOfTheGatewayIsABrokenContract() {
        services.personalizer.server.refuse(Code.INVALID_ARGUMENT, "INVALID_REQUEST", Map.of("field", "annotations"));

        Refused refused = Refused.by(() -> gateway.annotate(rated("a", "x", Map.of("face", 1))));

        assertThat(refused.summary()).isEqualTo("FAILED_PRECONDITION BROKEN_CONTRACT");
        assertThat(refused.metadata()).isEqualTo(Map.of("service", "personalizer-svc", "reason", "INVALID_REQUEST"));
    }

    @Test
    void theCalibrationIsWhatThePersonalizerSays() {
        GetCalibrationRequest request =
                GetCalibrationRequest.newBuilder().setUserId("anna").build();

        assertThat(services.calibration().getCalibration(request))
                .isEqualTo(GetCalibrationResponse.newBuilder()
                        .setScorerId("a")
                        .setCalibratorId("opposite/1")
                        .setActiveAnnotations(3)
                        .setInactiveAnnotations(1)
                        .addValues(ValueCalibration.newBuilder()
                                .setValueId("hedonism")
                                .setGain(1.5)
                                .setRatings(2)
                                .setMeanRating(4.5)
                                .setMeanBaseScore(2.5))
                        .build());

        services.personalizer.server.fail(Code.UNAVAILABLE);
        Refused refused = Refused.by(() -> services.calibration().getCalibration(request));
        assertThat(refused.summary()).isEqualTo("UNAVAILABLE UNAVAILABLE");
        assertThat(refused.retry()).isPresent();
    }

    /** What was recorded; the same request again says what is still annotated. */
    private static RecordAnnotationsRequest recordedAndAskedAgain() {
        List<Message> requests =
                services.personalizer.server.calls().stream().map(FakeServer.Call::request).toList();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1)).isEqualTo(requests.get(0));
        return (RecordAnnotationsRequest) requests.get(0);
    }

    private static void assertUnavailable(String service) {
        Refused refused = Refused.by(() -> gateway.annotate(rated("a", "x", Map.of("face", 1))));
        assertThat(refused.summary()).isEqualTo("UNAVAILABLE UNAVAILABLE");
        assertThat(refused.metadata()).isEqualTo(Map.of("service", service));
        assertThat(refused.retry()).isPresent();
    }

    @Test
    void ratingsAndAnnotationsAreTakenBack() {
        gateway.annotate(PostAnnotation.newBuilder().setPostId("a").setText("face=2").addWithdrawnValueIds("face").build());
        RecordAnnotationsRequest recorded =
                (RecordAnnotationsRequest) services.personalizer.server.onlyCall().request();
        assertThat(recorded.getAnnotations(0).getWithdrawnValueIdsList()).containsExactly("face");
        assertThat(recorded.getAnnotations(0).getRatingsMap()).isEmpty();
        services.personalizer.server.reset();

        WithdrawAnnotationsRequest request = WithdrawAnnotationsRequest.newBuilder()
                .setRequestId(ID)
                .setUserId("anna")
                .addContentKeys(Samples.key("face=2"))
                .build();
        WithdrawAnnotationsResponse withdrawn = services.calibration().withdrawAnnotations(request);
        assertThat(withdrawn.getContentKeysList()).containsExactly(Samples.key("face=2"));
        assertThat(withdrawn.getRevision()).isEqualTo(FakePersonalizer.REVISION);
        assertThat(withdrawn.getChanges(0))
                .isEqualTo(ValueChange.newBuilder().setValueId("face").setGainBefore(1.5).setGain(1).setScoreChange(-0.25).build());
        RecordAnnotationsRequest sent =
                (RecordAnnotationsRequest) services.personalizer.server.onlyCall().request();
        assertThat(sent.getRequestId()).isEqualTo(ID);
        assertThat(sent.getWithdrawnContentKeysList()).containsExactly(Samples.key("face=2"));
        assertThat(sent.getAnnotationsList()).isEmpty();
    }

    @Test
    void suggestionsAreChosenAmongClassifiedPosts() {
        SuggestPostsResponse answer = services.calibration()
                .suggestPosts(SuggestPostsRequest.newBuilder()
                        .setUserId("anna")
                        .addPosts(CandidatePost.newBuilder().setPostId("a").setText("face=2"))
                        .addPosts(CandidatePost.newBuilder().setPostId("blank"))
                        .setCount(1)
                        .setSeed(9)
                        .build());
        SuggestAnnotationsRequest sent =
                (SuggestAnnotationsRequest) services.personalizer.server.onlyCall().request();
        assertThat(sent.getSeed()).isEqualTo(9);
        assertThat(sent.getCandidates(0).getContentKey()).isEqualTo(Samples.key("face=2"));
        assertThat(sent.getCandidates(0).getBaseScoresList()).containsExactly(base("a", "face=2"));
        assertThat(sent.getCandidates(1).getBaseScoresList()).isEmpty();
        assertThat(answer.getPosts(0).getPostId()).isEqualTo("a");
        assertThat(answer.getEnough()).isTrue();
    }

    private static BaseScores base(String scorer, String text) {
        return BaseScores.newBuilder().setScorerId(scorer).setValues(Samples.scores(text)).build();
    }
}
