package circumplex.personalizer;

import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.History;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.PersonStore;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.List;

/** Says how a person's annotations change scores, value by value. */
@Singleton
final class GetCalibration {

    private final PersonStore people;
    private final AnnotationStore annotations;

    GetCalibration(PersonStore people, AnnotationStore annotations) {
        this.people = people;
        this.annotations = annotations;
    }

    /** @param scorerId empty for that of the latest annotation */
    CalibrationReport get(Person person, ValueSet set, String scorerId) {
        // Read first: the report may then know more than its revision says, never less.
        long revision = people.revision(person);
        History history = annotations.history(person, set);
        String scorer = scorerId.isEmpty() ? history.latestScorer() : scorerId;
        return new CalibrationReport(
                Basis.ofGain(history, scorer, false),
                List.copyOf(CalibrationReport.values(history, scorer).values()),
                revision);
    }
}
