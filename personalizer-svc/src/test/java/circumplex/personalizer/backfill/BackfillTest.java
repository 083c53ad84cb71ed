package circumplex.personalizer.backfill;

import static circumplex.personalizer.Samples.SCORER;
import static circumplex.personalizer.Samples.SET;
import static circumplex.personalizer.Samples.key;
import static circumplex.personalizer.Samples.same;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.PersonStore;
import circumplex.personalizer.annotation.Tallies;
import circumplex.personalizer.v1.AddBaseScoresRequest;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.GetCalibrationResponse;
import circumplex.personalizer.v1.ListInactiveAnnotationsRequest;
import circumplex.personalizer.v1.ListInactiveAnnotationsResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.ScoredAnnotation;
import circumplex.values.v1.BaseScores;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotations that a new scorer has not scored are found, and count again once they have its scores. */
class BackfillTest {

    private static final String NEW = "embedded/new/none/schwartz-19@1/-/1";

    @ParameterizedTest
    @EnumSource(Engine.class)
    void annotationsCountAgainForTheNewScorerAndStayAsTheyAre(Engine engine) {
        try (RunningService service =
                RunningService.start("personalizer-svc", Map.of("datasources.default.url", engine.freshUrl()))) {
            PersonalizerServiceBlockingStub personalizer =
                    PersonalizerServiceGrpc.newBlockingStub(service.channel()).withDeadlineAfter(60, TimeUnit.SECONDS);
            record(personalizer, "anna", IntStream.range(0, 7));
            record(personalizer, "somebody else", IntStream.range(70, 80));
            List<ExportUserDataResponse> before = export(personalizer);
            assertThat(calibration(personalizer).getSummary().getActiveAnnotations()).isZero();
            long revision = revision(service);

            List<String> found = new ArrayList<>();
            ListInactiveAnnotationsResponse page = inactive(personalizer, "");
            for (; !page.getNextPageToken().isEmpty(); page = inactive(personalizer, page.getNextPageToken())) {
                found.addAll(page.getContentKeysList());
            }
            found.addAll(page.getContentKeysList());
            assertThat(found)
                    .containsExactlyElementsOf(IntStream.range(0, 7).mapToObj(i -> key(i)).sorted().toList());

            assertThat(add(personalizer, "anna", 0, 1, 2, 3, 4, 99)).as("the last one is not annotated").isEqualTo(5);
            assertThat(add(personalizer, "anna", 0, 1, 2, 3, 4)).as("again").isZero();
            assertThat(revision(service)).as("states made before are stale").isGreaterThan(revision);
            List<String> left = inactive(personalizer, "").getContentKeysList();
            assertThat(left).containsExactlyElementsOf(Stream.of(key(5), key(6)).sorted().toList());
            ListInactive inParts = new ListInactive(service.bean(AnnotationStore.class), service.bean(Tallies.class), 2);
            assertThat(inParts.list(new Person("default", "anna"), SET, NEW, 3, "")).isEqualTo(new ListInactive.Keys(left, ""));
            assertThat(inParts.list(new Person("default", "anna"), SET, NEW, 1, "")).isEqualTo(new ListInactive.Keys(left.subList(0, 1), left.get(0)));
            assertThat(inParts.list(new Person("default", "anna"), SET, NEW, 1, left.get(0))).isEqualTo(new ListInactive.Keys(left.subList(1, 2), ""));
            assertThat(calibration(personalizer).getSummary().getActiveAnnotations()).isEqualTo(5);
            assertThat(calibration(personalizer).getSummary().getInactiveAnnotations()).isEqualTo(2);
            List<ExportUserDataResponse> after = export(personalizer);
            assertThat(after).hasSize(7);
            for (int i = 0; i < 7; i++) {
                assertThat(after.get(i).getAnnotateTime()).isEqualTo(before.get(i).getAnnotateTime());
                assertThat(after.get(i).getAnnotation().getRatingsMap()).isEqualTo(before.get(i).getAnnotation().getRatingsMap());
                assertThat(after.get(i).getAnnotation().getBaseScoresList())
                        .containsAll(before.get(i).getAnnotation().getBaseScoresList());
            }

            assertThat(add(personalizer, "anna", 5, 6)).isEqualTo(2);
            assertThat(personalizer
                            .getCalibration(GetCalibrationRequest.newBuilder().setUserId("anna").build())
                            .getSummary()
                            .getScorerId())
                    .as("the scorer that was added to all annotations takes over")
                    .isEqualTo(NEW);

            personalizer.deleteUserData(DeleteUserDataRequest.newBuilder().setUserId("anna").build());
            assertThat(add(personalizer, "anna", 0, 1)).isZero();
            assertThat(export(personalizer)).as("nobody comes back because of scores").isEmpty();
            assertThat(revision(service)).isEqualTo(PersonStore.NO_REVISION);
        }
    }

    private static void record(PersonalizerServiceBlockingStub personalizer, String user, IntStream posts) {
        RecordAnnotationsRequest.Builder request = RecordAnnotationsRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setValueSet(WireValueSets.ref(SET));
        posts.forEach(i -> request.addAnnotations(Annotation.newBuilder()
                .setContentKey(key(i))
                .putRatings("face", i % 7)
                .addBaseScores(base(SCORER, 2))));
        personalizer.recordAnnotations(request.build());
    }

    private static BaseScores base(String scorer, float score) {
        return BaseScores.newBuilder().setScorerId(scorer).setValues(WireVectors.scores(same(score))).build();
    }

    private static int add(PersonalizerServiceBlockingStub personalizer, String user, int... posts) {
        AddBaseScoresRequest.Builder request =
                AddBaseScoresRequest.newBuilder().setUserId(user).setValueSet(WireValueSets.ref(SET));
        for (int post : posts) {
            request.addPosts(ScoredAnnotation.newBuilder()
                    .setContentKey(key(post))
                    .addBaseScores(base(NEW, 3))
                    .addBaseScores(base(SCORER, 6)));
        }
        return personalizer.addBaseScores(request.build()).getUpdated();
    }

    private static ListInactiveAnnotationsResponse inactive(PersonalizerServiceBlockingStub personalizer, String token) {
        return personalizer.listInactiveAnnotations(ListInactiveAnnotationsRequest.newBuilder()
                .setUserId("anna")
                .setValueSet(WireValueSets.ref(SET))
                .setScorerId(NEW)
                .setPageSize(3)
                .setPageToken(token)
                .build());
    }

    private static GetCalibrationResponse calibration(PersonalizerServiceBlockingStub personalizer) {
        return personalizer.getCalibration(
                GetCalibrationRequest.newBuilder().setUserId("anna").setScorerId(NEW).build());
    }

    private static List<ExportUserDataResponse> export(PersonalizerServiceBlockingStub personalizer) {
        return ImmutableList.copyOf(
                personalizer.exportUserData(ExportUserDataRequest.newBuilder().setUserId("anna").build()));
    }

    private static long revision(RunningService service) {
        return service.bean(PersonStore.class).revision(new Person("default", "anna"));
    }
}
