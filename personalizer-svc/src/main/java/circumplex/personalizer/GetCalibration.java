package circumplex.personalizer;

import circumplex.personalizer.CalibrationReport.PersonalValue;
import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Evidence;
import circumplex.personalizer.annotation.History;
import circumplex.personalizer.annotation.Person;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Says how a person's annotations change scores, value by value. */
@Singleton
final class GetCalibration {

    private final AnnotationStore annotations;

    GetCalibration(AnnotationStore annotations) {
        this.annotations = annotations;
    }

    /** @param scorerId empty for that of the latest annotation */
    CalibrationReport get(Person person, ValueSet set, String scorerId) {
        History history = annotations.history(person, set);
        String scorer = scorerId.isEmpty() ? history.latestScorer() : scorerId;
        Evidence evidence = history.evidence(scorer);
        ShrunkGain gain = new ShrunkGain(BaseRates.of(set), evidence);
        List<PersonalValue> values = new ArrayList<>();
        for (int v = 0; v < set.size(); v++) {
            if (history.rated(v)) {
                int count = evidence.count(v);
                values.add(new PersonalValue(
                        set.dimension(v).id(),
                        gain.gain(v),
                        count,
                        evidence.ratingSum(v) / (double) Math.max(1, count),
                        evidence.scoreSum(v) / Math.max(1, count)));
            }
        }
        return new CalibrationReport(Basis.of(history, scorer, false), values);
    }
}
