package circumplex.personalizer;

import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.PersonStore;
import circumplex.personalizer.annotation.Tallies;
import circumplex.personalizer.annotation.Tally;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.List;

/** Says how a person's annotations change scores, value by value. */
@Singleton
final class GetCalibration {

    private final PersonStore people;
    private final Tallies tallies;

    GetCalibration(PersonStore people, Tallies tallies) {
        this.people = people;
        this.tallies = tallies;
    }

    /** @param scorerId empty for that of the latest annotation */
    CalibrationReport get(Person person, ValueSet set, String scorerId) {
        // Read first: the report may then know more than its revision says, never less.
        long revision = people.revision(person);
        Tally tally = tallies.of(person, set);
        String scorer = scorerId.isEmpty() ? tally.latestScorer() : scorerId;
        return new CalibrationReport(
                Basis.ofGain(tally, scorer, false),
                List.copyOf(CalibrationReport.values(tally, scorer).values()),
                revision);
    }
}
