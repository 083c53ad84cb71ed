package circumplex.gateway.userdata;

import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.NonsenseException;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.QuestionnaireAnswers;
import circumplex.values.v1.BaseScores;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** personalizer-svc as those see it who take their data along or have it erased. */
@Singleton
final class AnnotationRecordsClient {

    private final PersonalizerChannel personalizer;

    AnnotationRecordsClient(PersonalizerChannel personalizer) {
        this.personalizer = personalizer;
    }

    /** The person's annotations, oldest first, then answers to questionnaires, read as they are asked for. */
    Iterator<PersonRecord> export(String userId) {
        Iterator<ExportUserDataResponse> records =
                stub().exportUserData(ExportUserDataRequest.newBuilder().setUserId(userId).build());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return Downstream.require(PersonalizerChannel.SERVICE, records::hasNext);
            }

            @Override
            public PersonRecord next() {
                return Downstream.require(PersonalizerChannel.SERVICE, () -> record(records.next()));
            }
        };
    }

    /** Erases what the service keeps about a person and says how many annotations that was. */
    int delete(String userId, Duration budget) {
        return stub().withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS)
                .deleteUserData(DeleteUserDataRequest.newBuilder().setUserId(userId).build())
                .getAnnotationsDeleted();
    }

    private PersonalizerServiceBlockingStub stub() {
        return PersonalizerServiceGrpc.newBlockingStub(personalizer.channel());
    }

    private static PersonRecord record(ExportUserDataResponse wire) {
        if (!wire.hasQuestionnaireAnswers()) {
            return annotation(wire);
        }
        QuestionnaireAnswers answers = wire.getQuestionnaireAnswers();
        NonsenseException.unless(!answers.getQuestionnaireId().isEmpty(), "answers to no questionnaire");
        return new AnswersRecord(
                answers.getQuestionnaireId(),
                answers.getAnswersMap(),
                Instant.ofEpochSecond(answers.getAnswerTime().getSeconds(), answers.getAnswerTime().getNanos()));
    }

    private static AnnotationRecord annotation(ExportUserDataResponse wire) {
        Map<String, List<Float>> scores = new TreeMap<>();
        for (BaseScores base : wire.getAnnotation().getBaseScoresList()) {
            scores.put(base.getScorerId(), base.getValues().getScoresList());
        }
        NonsenseException.unless(
                !wire.getValueSet().getId().isEmpty() && !wire.getAnnotation().getContentKey().isEmpty(),
                "an annotation without a value set or a key");
        return new AnnotationRecord(
                wire.getAnnotation().getContentKey(),
                new AnnotationRecord.SetName(
                        wire.getValueSet().getId(), wire.getValueSet().getVersion(), wire.getValueSet().getSha256()),
                wire.getAnnotation().getRatingsMap(),
                scores,
                Instant.ofEpochSecond(wire.getAnnotateTime().getSeconds(), wire.getAnnotateTime().getNanos()));
    }
}
