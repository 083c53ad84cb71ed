package circumplex.personalizer.questionnaire;

import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.PersonStore;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps what a person answers, over what the same person answered before. */
@Singleton
final class RecordAnswers {

    private final PersonStore people;
    private final AnswerStore answers;

    RecordAnswers(PersonStore people, AnswerStore answers) {
        this.people = people;
        this.answers = answers;
    }

    /**
     * What is kept now.
     *
     * @param answered items
     * @param complete whether these are all
     */
    record Recorded(int answered, boolean complete, long revision) {}

    /**
     * To be called inside a transaction.
     *
     * @param given by item number, as the questionnaire takes them
     */
    Recorded record(Person person, Questionnaire questionnaire, Map<Integer, Integer> given, Collection<Integer> withdrawn) {
        // Nobody is remembered for taking back what they never said.
        if (given.isEmpty() && !people.lockIfKnown(person)) {
            return new Recorded(0, false, PersonStore.NO_REVISION);
        }
        PersonStore.Locked locked = people.lock(person);
        SortedMap<Integer, Integer> before = new TreeMap<>();
        answers.find(person, questionnaire.id()).ifPresent(kept -> before.putAll(kept.answers()));
        SortedMap<Integer, Integer> after = new TreeMap<>(before);
        after.putAll(given);
        after.keySet().removeAll(withdrawn);
        KeptAnswers kept = new KeptAnswers(questionnaire.id(), after, locked.time());
        if (!after.equals(before)) {
            answers.keep(person, kept);
            people.changedBesideAnnotations(person, locked);
        }
        return new Recorded(after.size(), kept.complete(questionnaire), people.revision(person));
    }
}
