package circumplex.personalizer.questionnaire;

import circumplex.personalizer.v1.GetAnswersResponse;
import circumplex.personalizer.v1.QuestionnaireAnswers;
import circumplex.personalizer.v1.RecordAnswersRequest;
import circumplex.personalizer.v1.RecordAnswersResponse;
import circumplex.wire.InvalidField;
import circumplex.wire.WireVectors;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;

/** Maps answers to messages and back. */
public final class QuestionnaireWire {

    /** Rule: the questionnaire has the item. */
    private static final String KNOWN_ITEM = "known_item";

    private QuestionnaireWire() {}

    /** @throws InvalidField if an item or an answer is outside the questionnaire, or an item is answered and withdrawn at once */
    static void check(Questionnaire questionnaire, RecordAnswersRequest request) {
        request.getAnswersMap().forEach((item, answer) -> {
            String path = "answers[" + Integer.toUnsignedString(item) + "]";
            if (!questionnaire.has(item)) {
                throw new InvalidField(path, KNOWN_ITEM, "must be an item from 1 to " + questionnaire.items());
            }
            if (!questionnaire.takes(answer)) {
                throw new InvalidField(
                        path, WireVectors.RANGE, "must be from " + questionnaire.lowest() + " to " + questionnaire.highest());
            }
        });
        for (int i = 0; i < request.getWithdrawnItemsCount(); i++) {
            String path = "withdrawn_items[" + i + "]";
            if (!questionnaire.has(request.getWithdrawnItems(i))) {
                throw new InvalidField(path, KNOWN_ITEM, "must be an item from 1 to " + questionnaire.items());
            }
            if (request.containsAnswers(request.getWithdrawnItems(i))) {
                throw new InvalidField(path, WireVectors.UNIQUE, "is answered in the same request");
            }
        }
    }

    static RecordAnswersResponse response(RecordAnswers.Recorded recorded) {
        return RecordAnswersResponse.newBuilder()
                .setAnswered(recorded.answered())
                .setComplete(recorded.complete())
                .setRevision(recorded.revision())
                .build();
    }

    static GetAnswersResponse response(Questionnaire questionnaire, Optional<KeptAnswers> kept) {
        GetAnswersResponse.Builder wire = GetAnswersResponse.newBuilder()
                .setQuestionnaire(circumplex.personalizer.v1.Questionnaire.newBuilder()
                        .setId(questionnaire.id())
                        .setItems(questionnaire.items())
                        .setLowest(questionnaire.lowest())
                        .setHighest(questionnaire.highest()));
        kept.ifPresent(answers -> wire.setAnswers(answers(answers)).setComplete(answers.complete(questionnaire)));
        return wire.build();
    }

    /** As they are kept. */
    public static QuestionnaireAnswers answers(KeptAnswers kept) {
        Instant time = kept.answerTime();
        long seconds = time.getEpochSecond();
        int nanos = time.getNano();
        return QuestionnaireAnswers.newBuilder()
                .setQuestionnaireId(kept.questionnaireId())
                .putAllAnswers(kept.answers())
                .setAnswerTime(Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos))
                .build();
    }
}
