package circumplex.personalizer.questionnaire;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.call.Caller;
import circumplex.kit.idempotency.Idempotency;
import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.v1.GetAnswersRequest;
import circumplex.personalizer.v1.GetAnswersResponse;
import circumplex.personalizer.v1.QuestionnaireServiceGrpc;
import circumplex.personalizer.v1.RecordAnswersRequest;
import circumplex.personalizer.v1.RecordAnswersResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** Questionnaires on the wire. */
@Singleton
final class QuestionnaireEndpoint extends QuestionnaireServiceGrpc.QuestionnaireServiceImplBase {

    private final RecordAnswers recordAnswers;
    private final AnswerStore answers;
    private final Idempotency idempotency;

    QuestionnaireEndpoint(RecordAnswers recordAnswers, AnswerStore answers, Idempotency idempotency) {
        this.recordAnswers = recordAnswers;
        this.answers = answers;
        this.idempotency = idempotency;
    }

    @Override
    public void recordAnswers(RecordAnswersRequest request, StreamObserver<RecordAnswersResponse> out) {
        Person person = person(request.getUserId());
        Questionnaire questionnaire = questionnaire(request.getQuestionnaireId());
        QuestionnaireWire.check(questionnaire, request);
        out.onNext(idempotency.once(
                request.getRequestId(),
                request,
                RecordAnswersResponse.parser(),
                () -> QuestionnaireWire.response(recordAnswers.record(
                        person, questionnaire, request.getAnswersMap(), request.getWithdrawnItemsList()))));
        out.onCompleted();
    }

    @Override
    public void getAnswers(GetAnswersRequest request, StreamObserver<GetAnswersResponse> out) {
        Questionnaire questionnaire = questionnaire(request.getQuestionnaireId());
        out.onNext(QuestionnaireWire.response(
                questionnaire, answers.find(person(request.getUserId()), questionnaire.id())));
        out.onCompleted();
    }

    private static Person person(String userId) {
        return new Person(Caller.current().tenant(), userId);
    }

    private static Questionnaire questionnaire(String id) {
        return Questionnaire.of(id)
                .orElseThrow(() -> Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, "There is no such questionnaire.")
                        .with("resource", "questionnaire"));
    }
}
