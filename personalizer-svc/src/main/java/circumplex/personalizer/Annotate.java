package circumplex.personalizer;

import circumplex.personalizer.annotation.Correction;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RecordAnnotations;
import circumplex.personalizer.annotation.RecordAnnotations.Recorded;
import circumplex.personalizer.state.FollowChanges;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** Keeps what a person says about posts, and what the model in use learns from it. */
@Singleton
final class Annotate {

    private final RecordAnnotations recordAnnotations;
    private final FollowChanges states;

    Annotate(RecordAnnotations recordAnnotations, FollowChanges states) {
        this.recordAnnotations = recordAnnotations;
        this.states = states;
    }

    /**
     * To be called inside a transaction: all of it happens or nothing.
     *
     * @param corrections each post once
     * @param withdrawn content keys, none of them in {@code corrections}
     */
    Recorded annotate(Person person, ValueSet set, List<Correction> corrections, Collection<String> withdrawn) {
        return states.after(person, () -> recordAnnotations.record(person, set, corrections, withdrawn));
    }
}
