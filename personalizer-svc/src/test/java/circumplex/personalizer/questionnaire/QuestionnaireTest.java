package circumplex.personalizer.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.GetAnswersRequest;
import circumplex.personalizer.v1.GetAnswersResponse;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.QuestionnaireServiceGrpc;
import circumplex.personalizer.v1.QuestionnaireServiceGrpc.QuestionnaireServiceBlockingStub;
import circumplex.personalizer.v1.RecordAnswersRequest;
import circumplex.personalizer.v1.RecordAnswersResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Questionnaires through the wire, on both engines. */
final class QuestionnaireTest {

    private static final String VCQ = "vcq-25";

    @ParameterizedTest
    @EnumSource(Engine.class)
    void answersAreCompletedCorrectedWithdrawnExportedAndErased(Engine engine) {
        try (RunningService service =
                RunningService.start("personalizer-svc", Map.of("datasources.default.url", engine.freshUrl()))) {
            var stub = QuestionnaireServiceGrpc.newBlockingStub(service.channel());
            var data = PersonalizerServiceGrpc.newBlockingStub(service.channel());
            GetAnswersResponse nothing = answers(stub, "anna");
            assertThat(nothing.hasAnswers()).isFalse();
            assertThat(nothing.getQuestionnaire().getItems()).isEqualTo(25);
            assertThat(nothing.getQuestionnaire().getLowest()).isEqualTo(1);
            assertThat(nothing.getQuestionnaire().getHighest()).isEqualTo(7);
            assertThat(stub.recordAnswers(request("anna", Map.of()).addWithdrawnItems(1).build()).getRevision()).isZero();

            RecordAnswersRequest first = request("anna", Map.of(1, 7, 25, 1)).build();
            RecordAnswersResponse two = stub.recordAnswers(first);
            assertThat(stub.recordAnswers(first)).isEqualTo(two);
            assertThat(two.getAnswered()).isEqualTo(2);
            assertThat(two.getComplete()).isFalse();
            RecordAnswersResponse all = stub.recordAnswers(request(
                            "anna", IntStream.rangeClosed(2, 25).boxed().collect(Collectors.toMap(i -> i, i -> 1 + i % 7)))
                    .build());
            assertThat(all.getComplete()).isTrue();
            assertThat(all.getRevision()).isGreaterThan(two.getRevision());
            float[] complete = complete(service).orElseThrow();
            assertThat(complete).hasSize(25).startsWith(7, 3, 4).endsWith(5);
            RecordAnswersResponse fewer =
                    stub.recordAnswers(request("anna", Map.of(3, 1)).addWithdrawnItems(25).build());
            assertThat(fewer.getAnswered()).isEqualTo(24);
            assertThat(complete(service)).isEmpty();

            GetAnswersResponse kept = answers(stub, "anna");
            assertThat(kept.getAnswers().getAnswersMap()).hasSize(24).containsEntry(1, 7).containsEntry(3, 1);
            assertThat(answers(stub, "berta").hasAnswers()).isFalse();
            assertThat(data.getCalibration(GetCalibrationRequest.newBuilder().setUserId("anna").build()).getRevision())
                    .isEqualTo(fewer.getRevision());
            List<ExportUserDataResponse> export = new ArrayList<>();
            data.exportUserData(ExportUserDataRequest.newBuilder().setUserId("anna").build()).forEachRemaining(export::add);
            assertThat(export).extracting(ExportUserDataResponse::getQuestionnaireAnswers).containsExactly(kept.getAnswers());

            data.deleteUserData(DeleteUserDataRequest.newBuilder().setUserId("anna").build());
            assertThat(answers(stub, "anna")).isEqualTo(nothing);
        }
    }

    @Test
    void whatIsOutsideAQuestionnaireIsRefused() {
        try (RunningService service = RunningService.start("personalizer-svc", Map.of())) {
            var stub = QuestionnaireServiceGrpc.newBlockingStub(service.channel());
            for (RecordAnswersRequest.Builder bad : List.of(
                    request("anna", Map.of(26, 1)),
                    request("anna", Map.of(0, 1)),
                    request("anna", Map.of(1, 0)),
                    request("anna", Map.of(1, 8)),
                    request("anna", Map.of(1, -1)),
                    request("anna", Map.of(1, 1)).addWithdrawnItems(1),
                    request("anna", Map.of()).addWithdrawnItems(26),
                    request("anna", Map.of()))) {
                assertThatThrownBy(() -> stub.recordAnswers(bad.build()))
                        .isInstanceOfSatisfying(StatusRuntimeException.class, e ->
                                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
            }
            assertThatThrownBy(() -> stub.recordAnswers(request("anna", Map.of(1, 1)).setQuestionnaireId("other").build()))
                    .isInstanceOfSatisfying(StatusRuntimeException.class, e ->
                            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
            assertThat(answers(stub, "anna").hasAnswers()).isFalse();
        }
    }

    @Test
    void aFileOfQuestionnairesIsCheckedWhenItIsRead() throws Exception {
        assertThat(Questionnaire.read(lines("# about\na\t3\t1\t5\nb\t1\t0\t1"))).containsOnlyKeys("a", "b");
        for (String bad : List.of("a\t0\t1\t5", "a\t3\t5\t5", "a\t257\t1\t5", " \t3\t1\t5", "a\t3\t1\t5\na\t3\t1\t5")) {
            assertThatThrownBy(() -> Questionnaire.read(lines(bad))).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static BufferedReader lines(String text) {
        return new BufferedReader(new StringReader(text));
    }

    private static java.util.Optional<float[]> complete(RunningService service) {
        return service.bean(AnswerStore.class)
                .complete(new Person("default", "anna"), Questionnaire.of(VCQ).orElseThrow());
    }

    private static GetAnswersResponse answers(QuestionnaireServiceBlockingStub stub, String user) {
        return stub.getAnswers(GetAnswersRequest.newBuilder().setUserId(user).setQuestionnaireId(VCQ).build());
    }

    private static RecordAnswersRequest.Builder request(String user, Map<Integer, Integer> answers) {
        return RecordAnswersRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setQuestionnaireId(VCQ)
                .putAllAnswers(answers);
    }
}
