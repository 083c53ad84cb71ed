package circumplex.personalizer.annotation;

import circumplex.kit.refusal.Refusal;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps what a person said about posts, over what the same person said about the same posts before, and takes back what is withdrawn. */
@Singleton
public final class RecordAnnotations {

    private final PersonStore people;
    private final AnnotationStore annotations;
    private final Tallies tallies;

    RecordAnnotations(PersonStore people, AnnotationStore annotations, Tallies tallies) {
        this.people = people;
        this.annotations = annotations;
        this.tallies = tallies;
    }

    /**
     * What was kept. No text form shows it.
     *
     * @param added posts that were not annotated before
     * @param updated posts that were, and of which something else is kept now
     * @param withdrawn content keys of posts that are annotated no longer, ascending
     * @param revision of what is kept about the person now
     * @param before what the annotations in the value set came to
     * @param after what they come to now
     * @param changes that were made, post by post
     * @param lastChange of the person until then
     * @param time of the person's last change now
     */
    public record Recorded(
            int added,
            int updated,
            List<String> withdrawn,
            long revision,
            Tally before,
            Tally after,
            List<Change> changes,
            Instant lastChange,
            Instant time) {

        public Recorded {
            withdrawn = List.copyOf(withdrawn);
            changes = List.copyOf(changes);
        }

        /** Annotated posts of this person in the value set now. */
        public int total() {
            return after.posts();
        }

        /** Whether nothing was kept about the person before. */
        public boolean first() {
            return lastChange.equals(PersonStore.NEVER);
        }

        @Override
        public String toString() {
            return added + " added, " + updated + " updated";
        }
    }

    /**
     * To be called inside a transaction: all of it happens or nothing. Reads what is annotated of the posts that are named, and no others.
     *
     * @param corrections each post once
     * @param withdrawn content keys, none of them in {@code corrections}
     * @throws Refusal INVALID_REQUEST at a scorer too many, see {@link ScorerLimit}
     */
    public Recorded record(Person person, ValueSet set, List<Correction> corrections, Collection<String> withdrawn) {
        // Nobody is remembered for taking back what they never said.
        if (corrections.stream().noneMatch(Correction::rates) && !people.lockIfKnown(person)) {
            Tally nothing = Tally.of(new History(set, List.of()));
            return new Recorded(
                    0, 0, List.of(), PersonStore.NO_REVISION, nothing, nothing, List.of(), PersonStore.NEVER, PersonStore.NEVER);
        }
        PersonStore.Locked locked = people.lock(person);
        Tally before = tallies.of(person, set);
        Changes changes = Changes.of(annotations.find(person, set, keys(corrections, withdrawn)), corrections, withdrawn);
        annotations.add(person, set, changes.added(), locked.time());
        annotations.replace(person, set, changes.updated(), locked.time());
        annotations.remove(person, set, changes.withdrawn());
        if (changes.takesBack()) {
            people.tookBack(person, locked.time());
        } else if (!changes.none()) {
            people.changed(person, locked.time());
        }
        Tally after = tallies.follow(person, before, changes.all(), locked.time());
        ScorerLimit.require(before, after, "annotations", corrections.stream().map(one -> one.post().scores()).toList());
        return new Recorded(
                changes.added().size(),
                changes.updated().size(),
                changes.withdrawn(),
                people.revision(person),
                before,
                after,
                changes.all(),
                locked.lastChange(),
                locked.time());
    }

    private static List<String> keys(List<Correction> corrections, Collection<String> withdrawn) {
        List<String> keys = new ArrayList<>(withdrawn);
        corrections.forEach(correction -> keys.add(correction.post().contentKey()));
        return keys;
    }
}
