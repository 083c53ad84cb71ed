package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.EarlierDatabase;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.wire.WireValueSets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions of the personalizer stored is still there and means the same. */
final class SchemaUpgradeTest {

    private static final int FIRST_WITH_ANSWERS = 4;

    private static final String KEY = "3ceee9f76a4589aba004befe3ef67557d96a5f1377af591371cd3d2a64bf7afc";

    static List<EarlierDatabase> earlierDatabases() {
        return EarlierDatabase.of("personalizer");
    }

    @ParameterizedTest
    @MethodSource("earlierDatabases")
    void keepsAnnotationsAndAnswers(EarlierDatabase database) {
        try (RunningService service =
                RunningService.start("personalizer-svc", Map.of("datasources.default.url", database.url()))) {
            PersonalizerServiceBlockingStub stub = PersonalizerServiceGrpc.newBlockingStub(service.channel());

            RecordAnnotationsResponse repeated = stub.recordAnnotations(firstRecording());
            assertThat(repeated)
                    .isEqualTo(RecordAnnotationsResponse.newBuilder()
                            .setAdded(1)
                            .setTotal(1)
                            .addAnnotatedContentKeys(KEY)
                            .build());

            RecordAnnotationsResponse again = stub.recordAnnotations(firstRecording().toBuilder()
                    .setRequestId("6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0009")
                    .setAnnotations(0, annotation(Map.of("face", 2)))
                    .build());
            assertThat(again.getUpdated()).isEqualTo(1);

            Iterator<ExportUserDataResponse> export =
                    stub.exportUserData(ExportUserDataRequest.newBuilder().setUserId("anna").build());
            assertThat(export.hasNext()).isTrue();
            ExportUserDataResponse kept = export.next();
            assertThat(kept.getAnnotation().getContentKey()).isEqualTo(KEY);
            assertThat(kept.getAnnotation().getRatingsMap()).isEqualTo(Map.of("face", 2, "benevolence_caring", 5));
            assertThat(kept.getAnnotation().getBaseScores(0).getValues().getScores(SET.position("benevolence_caring").orElseThrow()))
                    .isEqualTo(3);
            if (Integer.parseInt(database.version()) >= FIRST_WITH_ANSWERS) {
                assertThat(export.next().getQuestionnaireAnswers().getAnswersMap()).isEqualTo(Map.of(1, 4, 2, 7, 25, 1));
            }
            assertThat(export.hasNext()).isFalse();
        }
    }

    private static RecordAnnotationsRequest firstRecording() {
        return RecordAnnotationsRequest.newBuilder()
                .setUserId("anna")
                .setRequestId("6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0002")
                .setValueSet(WireValueSets.ref(SET))
                .addAnnotations(annotation(Map.of("benevolence_caring", 5, "face", 0)))
                .build();
    }

    private static Annotation annotation(Map<String, Integer> ratings) {
        return Annotation.newBuilder().setContentKey(KEY).putAllRatings(ratings).build();
    }
}
