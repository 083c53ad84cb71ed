package circumplex.personalizer.state;

import circumplex.kit.call.Cancellation;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.serving.ServedModel;
import io.grpc.Context;
import io.grpc.Deadline;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds what a model knows of a person. What is kept and as new as the person's last change is read; else it is computed beside the request,
 * which waits a little for it and then answers with what was known before.
 */
@Singleton
public final class PersonStates {

    private final StateStore states;
    private final CatchUp catchUp;
    private final long waitNanos;

    PersonStates(StateStore states, CatchUp catchUp, StateSettings settings) {
        this.states = states;
        this.catchUp = catchUp;
        waitNanos = TimeUnit.MILLISECONDS.toNanos(settings.waitMillis());
    }

    /** Nothing is known of somebody of whom nothing may be used yet, which is what the model says of everybody. */
    public Known of(Person person, ServedModel model) {
        Optional<StateStore.Found> found = states.find(person, model.id());
        if (found.isEmpty()) {
            return new Known(model.state(List.of()), 0, 0, false);
        }
        Optional<Known> kept = kept(found.get(), model);
        if (kept.isPresent() && !kept.get().catchingUp()) {
            return kept.get();
        }
        return computed(person, model, found.get())
                .or(() -> kept)
                .orElseGet(() -> new Known(model.state(List.of()), 0, 0, true));
    }

    /** What comes in time, or the latest that does. */
    private Optional<Known> computed(Person person, ServedModel model, StateStore.Found found) {
        long end = System.nanoTime() + patience();
        Optional<Known> known = Optional.empty();
        do {
            Optional<StateStore.Row> row = await(catchUp.begin(person, model), end - System.nanoTime());
            if (row.isEmpty()) {
                return known;
            }
            known = known(row.get().sums(), row.get().lastChange(), row.get().active(), row.get().inactive(), found, model);
            // What was under way already may not have seen the last change.
        } while ((known.isEmpty() || known.get().catchingUp()) && System.nanoTime() - end < 0);
        return known;
    }

    /** Half of what the request has left: the rest is for the answer. */
    private long patience() {
        Deadline deadline = Context.current().getDeadline();
        return deadline == null ? waitNanos : Math.min(waitNanos, deadline.timeRemaining(TimeUnit.NANOSECONDS) / 2);
    }

    private static Optional<StateStore.Row> await(CompletableFuture<Optional<StateStore.Row>> row, long nanos) {
        try {
            return row.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Cancellation.check();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("it never ends so", e);
        }
    }

    private static Optional<Known> kept(StateStore.Found found, ServedModel model) {
        return found.kept()
                .filter(kept -> kept.space().equals(model.space().digest()))
                .flatMap(kept -> known(kept.sums(), kept.stateChange(), kept.active(), kept.inactive(), found, model));
    }

    /** Through the bytes that are kept, so that a state is the same the first time and ever after; empty if it must not be used. */
    private static Optional<Known> known(
            byte[] sums, Instant stateChange, int active, int inactive, StateStore.Found found, ServedModel model) {
        if (stateChange.isBefore(found.usableFrom())) {
            return Optional.empty();
        }
        return model.sums(sums).map(known -> new Known(model.state(known), active, inactive, stateChange.isBefore(found.lastChange())));
    }
}
