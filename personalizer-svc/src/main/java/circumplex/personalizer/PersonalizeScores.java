package circumplex.personalizer;

import circumplex.personalizer.annotation.Person;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.List;

/** Estimates what one person would rate each post: by the model in use if it can read the scores, else by the gain. */
@Singleton
final class PersonalizeScores {

    private final ModelFeed model;
    private final GainFeed gain;

    PersonalizeScores(ModelFeed model, GainFeed gain) {
        this.model = model;
        this.gain = gain;
    }

    PersonalFeed personalize(Person person, ValueSet set, List<ScoredPost> posts) {
        return model.personalize(person, set, posts).orElseGet(() -> gain.personalize(person, set, posts));
    }
}
