package circumplex.personalizer.annotation;

import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Keeps what a person said about posts, over what the same person said about the same posts before, and takes back what is withdrawn. */
@Singleton
public final class RecordAnnotations {

    private final PersonStore people;
    private final AnnotationStore annotations;

    RecordAnnotations(PersonStore people, AnnotationStore annotations) {
        this.people = people;
        this.annotations = annotations;
    }

    /**
     * What was kept.
     *
     * @param added posts that were not annotated before
     * @param updated posts that were, and of which something else is kept now
     * @param withdrawn content keys of posts that are annotated no longer, ascending
     * @param revision of what is kept about the person now
     * @param before what was known in the value set
     * @param after what is known now
     */
    public record Recorded(int added, int updated, List<String> withdrawn, long revision, History before, History after) {

        public Recorded {
            withdrawn = List.copyOf(withdrawn);
        }

        /** Annotated posts of this person in the value set now. */
        public int total() {
            return after.posts().size();
        }
    }

    /**
     * To be called inside a transaction: all of it happens or nothing.
     *
     * @param corrections each post once
     * @param withdrawn content keys, none of them in {@code corrections}
     */
    public Recorded record(Person person, ValueSet set, List<Correction> corrections, Collection<String> withdrawn) {
        // Nobody is remembered for taking back what they never said.
        if (corrections.stream().noneMatch(Correction::rates) && !people.lockIfKnown(person)) {
            History nothing = new History(set, List.of());
            return new Recorded(0, 0, List.of(), PersonStore.NO_REVISION, nothing, nothing);
        }
        Instant time = people.lock(person);
        History before = annotations.history(person, set);
        Changes changes = Changes.of(before, corrections, withdrawn);
        annotations.add(person, set, changes.added(), time);
        annotations.replace(person, set, changes.updated(), time);
        annotations.remove(person, set, changes.withdrawn());
        if (changes.takesBack()) {
            people.tookBack(person, time);
        } else if (!changes.none()) {
            people.changed(person, time);
        }
        return new Recorded(
                changes.added().size(),
                changes.updated().size(),
                changes.withdrawn(),
                people.revision(person),
                before,
                changes.after());
    }
}
