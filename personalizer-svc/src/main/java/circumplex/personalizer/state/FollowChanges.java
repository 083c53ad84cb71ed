package circumplex.personalizer.state;

import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RecordAnnotations.Recorded;
import circumplex.personalizer.serving.ModelInUse;
import circumplex.personalizer.serving.ModelsInUse;
import circumplex.personalizer.serving.PersonSums;
import circumplex.personalizer.serving.ServedModel;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the model in use knows of a person in step with what the person says, in the transaction that says it: the next call finds it
 * computed, however much is annotated. Only a state that had seen everything until then can follow; any other is left to {@link CatchUp}.
 */
@Singleton
public final class FollowChanges {

    private static final Logger LOG = LoggerFactory.getLogger(FollowChanges.class);

    private final ModelsInUse inUse;
    private final StateStore states;
    private final ComputeState compute;

    FollowChanges(ModelsInUse inUse, StateStore states, ComputeState compute) {
        this.inUse = inUse;
        this.states = states;
        this.compute = compute;
    }

    /**
     * To be called inside a transaction.
     *
     * @param change what the person says, which locks the person
     */
    public Recorded after(Person person, Supplier<Recorded> change) {
        Optional<ModelInUse.Lease> lease = inUse.lease(person.tenant());
        try (ModelInUse.Lease held = lease.orElse(null)) {
            if (held == null) {
                return change.get();
            }
            // Read before it may be forgotten. That it had seen everything is known when the person is locked.
            Optional<StateStore.Found> before = states.find(person, held.model().id());
            Recorded recorded = change.get();
            if (!recorded.changes().isEmpty()) {
                next(person, held.model(), before, recorded).ifPresent(states::keep);
            }
            return recorded;
        }
    }

    /** A failure here costs time later and nothing else. */
    private Optional<StateStore.Row> next(Person person, ServedModel model, Optional<StateStore.Found> before, Recorded recorded) {
        try {
            return known(model, before, recorded)
                    .map(known -> compute.follow(
                            person,
                            model,
                            known.sums(),
                            known.active(),
                            known.inactive(),
                            recorded.after().set() == model.set() ? recorded.changes() : List.of(),
                            recorded.time()));
        } catch (RuntimeException e) {
            LOG.debug("a state is left behind: {}", e.getClass().getName());
            return Optional.empty();
        }
    }

    private record Before(PersonSums sums, int active, int inactive) {}

    private static Optional<Before> known(ServedModel model, Optional<StateStore.Found> before, Recorded recorded) {
        if (recorded.first()) {
            return Optional.of(new Before(model.sums(), 0, 0));
        }
        return before.filter(found -> found.current(model.space().digest()) && found.lastChange().equals(recorded.lastChange()))
                .flatMap(StateStore.Found::kept)
                .flatMap(kept -> model.sums(kept.sums()).map(sums -> new Before(sums, kept.active(), kept.inactive())));
    }
}
