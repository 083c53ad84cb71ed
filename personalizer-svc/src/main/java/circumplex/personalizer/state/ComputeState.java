package circumplex.personalizer.state;

import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Change;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.serving.PersonSums;
import circumplex.personalizer.serving.Reading;
import circumplex.personalizer.serving.ServedModel;
import circumplex.values.RatingVector;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Computes what a model knows of a person: from everything that the person annotated, or from what was known and what has changed since. */
@Singleton
final class ComputeState {

    private final AnnotationStore annotations;

    ComputeState(AnnotationStore annotations) {
        this.annotations = annotations;
    }

    /** @param lastChange of the person, read before: whatever is annotated after that makes the row old, not wrong */
    StateStore.Row compute(Person person, ServedModel model, Instant lastChange) {
        PersonSums sums = model.sums();
        int active = 0;
        int inactive = 0;
        for (RatedPost post : annotations.history(person, model.set()).posts()) {
            Optional<Annotated> readable = readable(post, model);
            readable.ifPresent(one -> model.add(sums, one));
            active += readable.isPresent() ? 1 : 0;
            inactive += readable.isPresent() ? 0 : 1;
        }
        return row(person, model, lastChange, active, inactive, sums);
    }

    /**
     * Follows changes without a look at what else is annotated.
     *
     * @param known before them
     * @param active annotated posts that the model could read before them
     * @param inactive posts that it could not
     * @param lastChange of the person, after them
     */
    StateStore.Row follow(
            Person person, ServedModel model, PersonSums known, int active, int inactive, List<Change> changes, Instant lastChange) {
        int readable = active;
        int unreadable = inactive;
        for (Change change : changes) {
            if (change.before().isPresent()) {
                Optional<Annotated> before = readable(change.before().get(), model);
                before.ifPresent(one -> model.subtract(known, one));
                readable -= before.isPresent() ? 1 : 0;
                unreadable -= before.isPresent() ? 0 : 1;
            }
            if (change.after().isPresent()) {
                Optional<Annotated> after = readable(change.after().get(), model);
                after.ifPresent(one -> model.add(known, one));
                readable += after.isPresent() ? 1 : 0;
                unreadable += after.isPresent() ? 0 : 1;
            }
        }
        return row(person, model, lastChange, readable, unreadable, known);
    }

    private static StateStore.Row row(
            Person person, ServedModel model, Instant lastChange, int active, int inactive, PersonSums sums) {
        return new StateStore.Row(
                person.tenant(), person.userId(), model.id(), model.space().digest(), lastChange, active, inactive, sums.toBytes());
    }

    private static Optional<Annotated> readable(RatedPost post, ServedModel model) {
        List<Reading> readings = model.space().readings(post.scores());
        return readings.isEmpty() ? Optional.empty() : Optional.of(new Annotated(readings.get(0).inputs(), ratings(post.ratings())));
    }

    private static double[] ratings(RatingVector rated) {
        double[] ratings = new double[rated.set().size()];
        for (int v = 0; v < ratings.length; v++) {
            ratings[v] = rated.rated(v) ? rated.get(v) : Double.NaN;
        }
        return ratings;
    }
}
