package circumplex.gateway.userdata;

import java.time.Instant;
import java.util.Map;

/** Answers to one questionnaire as the personalizer keeps them, by item number, handed on as they are. */
record AnswersRecord(String questionnaireId, Map<Integer, Integer> answers, Instant answeredAt) implements PersonRecord {

    AnswersRecord {
        answers = Map.copyOf(answers);
    }
}
