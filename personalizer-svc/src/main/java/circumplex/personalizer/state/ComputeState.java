package circumplex.personalizer.state;

import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.serving.Reading;
import circumplex.personalizer.serving.ServedModel;
import circumplex.values.RatingVector;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Computes what a model knows of a person from everything that the person annotated. */
@Singleton
final class ComputeState {

    private final AnnotationStore annotations;

    ComputeState(AnnotationStore annotations) {
        this.annotations = annotations;
    }

    /** @param lastChange of the person, read before: whatever is annotated after that makes the row old, not wrong */
    StateStore.Row compute(Person person, ServedModel model, Instant lastChange) {
        List<Annotated> readable = new ArrayList<>();
        int inactive = 0;
        for (RatedPost post : annotations.history(person, model.set()).posts()) {
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

    private static double[] ratings(RatingVector rated) {
        double[] ratings = new double[rated.set().size()];
        for (int v = 0; v < ratings.length; v++) {
            ratings[v] = rated.rated(v) ? rated.get(v) : Double.NaN;
        }
        return ratings;
    }
}
