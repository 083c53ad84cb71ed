package circumplex.personalizer.annotation;

import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** What annotations come to, read as it is kept or counted anew, and kept in step with them. */
@Singleton
public final class Tallies {

    private final TallyStore tallies;
    private final AnnotationStore annotations;

    Tallies(TallyStore tallies, AnnotationStore annotations) {
        this.tallies = tallies;
        this.annotations = annotations;
    }

    /** What this person's annotations in the set come to. */
    public Tally of(Person person, ValueSet set) {
        return tallies.find(person, set).orElseGet(() -> Tally.of(annotations.history(person, set)));
    }

    /**
     * Follows changes of annotations, which are written already; to be called under the lock of the person.
     *
     * @param before what they came to before
     * @param time of the change
     */
    public Tally follow(Person person, Tally before, List<Change> changes, Instant time) {
        if (changes.isEmpty()) {
            return before;
        }
        Tally after = before.after(changes).orElseGet(() -> Tally.of(annotations.history(person, before.set())));
        tallies.keep(person, after, time);
        return after;
    }

    /** As {@link #follow}, where scores were added to annotations that stay as they are and as long ago as they were. */
    public Tally followScores(Person person, Tally before, List<Change> changes, Instant time) {
        Tally after = before.scored(changes).orElseGet(() -> Tally.of(annotations.history(person, before.set())));
        tallies.keep(person, after, time);
        return after;
    }
}
