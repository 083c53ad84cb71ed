package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.EarlierDatabase;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.wire.WireValueSets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

    /** A model that learnt from people, refits of it, and models that have nothing to do with it; a job is named by the model that it made. */
    @ParameterizedTest
    @EnumSource
    void modelsMadeOfOneThatLearntFromPeopleHaveLearntFromThemToo(Engine engine) throws SQLException {
        String url = engine.freshUrl();
        flyway(url, "8").migrate();
        try (Connection connection = DriverManager.getConnection(url, engine == Engine.H2 ? "sa" : null, null);
                Statement statement = connection.createStatement()) {
            for (String made : List.of(
                    "default people - true", "default refit people false", "default again refit false", "default shipped shipped false",
                    "default common - false", "default ofCommon common false", "acme people - false", "acme refit people false")) {
                String[] words = made.split(" ", -1);
                statement.execute("insert into model (tenant, model_id, value_set_id, scorer_ids, dataset_id, job_id, create_time, recorded)"
                        + " values ('%1$s', '%2$s', 'schwartz-19', 'a', 'd', '%2$s', now(), %4$s)".formatted((Object[]) words));
                statement.execute("insert into model_job (tenant, job_id, kind, state, dataset_id, base_model_id, model_id, scorer_ids, seed, settings,"
                        + " steps_done, steps_total, seconds_left, failure, owner, lease_until, create_time)"
                        + " values ('%1$s', '%2$s', 'TRAINING', 'SUCCEEDED', 'd', '%3$s', '%2$s', 'a', 1, '{}', 1, 1, -1, '', '', now(), now())"
                                .formatted(words[0], words[1], words[2].replace("-", "")));
            }

            flyway(url, "latest").migrate();

            List<String> learnt = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select tenant, model_id from model where recorded order by tenant, model_id")) {
                while (rows.next()) {
                    learnt.add(rows.getString(1) + " " + rows.getString(2));
                }
            }
            assertThat(learnt).containsExactly("default again", "default people", "default refit");
        }
    }

    private static Flyway flyway(String url, String target) {
        return Flyway.configure()
                .dataSource(url, url.startsWith("jdbc:h2:") ? "sa" : null, null)
                .locations("classpath:db/kit", "classpath:db/personalizer")
                .target(target)
                .load();
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
