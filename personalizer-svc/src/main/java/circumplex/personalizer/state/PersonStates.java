package circumplex.personalizer.state;

import circumplex.kit.Cancellation;
import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.calibration.PersonState;
import circumplex.personalizer.serving.Reading;
import circumplex.personalizer.serving.ServedModel;
import circumplex.values.RatingVector;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a model knows of a person: kept if it is as new as the person's last change, else computed from the annotations. */
@Singleton
public final class PersonStates {

    private final StateStore states;
    private final AnnotationStore annotations;
    private final StateWriter writer;

    PersonStates(StateStore states, AnnotationStore annotations, StateWriter writer) {
        this.states = states;
        this.annotations = annotations;
        this.writer = writer;
    }

    public Known of(Person person, ServedModel model) {
        Optional<StateStore.Found> found = states.find(person, model.id());
        if (found.isEmpty()) {
            return new Known(model.state(List.of()), 0, 0);
        }
        return kept(found.get(), model).orElseGet(() -> {
            StateStore.Row row = compute(person, model, found.get().lastChange());
            writer.keep(row);
            return known(row, model);
        });
    }

    /** What is to be kept of a person who last changed then. */
    StateStore.Row compute(Person person, ServedModel model, Instant lastChange) {
        // Whatever is annotated after the time was read makes the row old, not wrong.
        List<Annotated> readable = new ArrayList<>();
        int inactive = 0;
        for (RatedPost post : annotations.history(person, model.set()).posts()) {
            Cancellation.check();
            List<Reading> readings = model.space().readings(post.scores());
            if (readings.isEmpty()) {
                inactive++;
            } else {
                readable.add(new Annotated(readings.get(0).inputs(), ratings(post.ratings())));
            }
        }
        return new StateStore.Row(
                person.tenant(),
                person.userId(),
                model.id(),
                model.space().digest(),
                lastChange,
                readable.size(),
                inactive,
                model.state(readable).toBytes());
    }

    private static Optional<Known> kept(StateStore.Found found, ServedModel model) {
        byte[] sums = found.sums();
        if (sums == null
                || found.active() == null
                || found.inactive() == null
                || !found.lastChange().equals(found.stateChange())
                || !model.space().digest().equals(found.space())) {
            return Optional.empty();
        }
        int active = found.active();
        int inactive = found.inactive();
        return model.state(sums).map(state -> new Known(state, active, inactive));
    }

    /** Through the bytes that are kept, so that a state is the same the first time and ever after. */
    private static Known known(StateStore.Row row, ServedModel model) {
        PersonState state = model.state(row.sums()).orElseThrow();
        return new Known(state, row.active(), row.inactive());
    }

    private static double[] ratings(RatingVector rated) {
        double[] ratings = new double[rated.set().size()];
        for (int v = 0; v < ratings.length; v++) {
            ratings[v] = rated.rated(v) ? rated.get(v) : Double.NaN;
        }
        return ratings;
    }
}
