package circumplex.personalizer.questionnaire;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person answered in one questionnaire, readable without it. No text form shows the answers.
 *
 * @param answers by item number, ascending
 * @param answerTime of the last change
 */
public record KeptAnswers(String questionnaireId, SortedMap<Integer, Integer> answers, Instant answerTime) {

    public KeptAnswers {
        answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }

    /** Whether every item of the questionnaire is answered. */
    public boolean complete(Questionnaire questionnaire) {
        return answers.size() == questionnaire.items();
    }

    @Override
    public String toString() {
        return "answers to " + questionnaireId;
    }
}
