package circumplex.personalizer;

import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.shadow.Comparison;
import circumplex.personalizer.shadow.Shadow;
import circumplex.personalizer.shadow.Shadows;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Estimates what one person would rate each post: by the model in use if it can read the scores, else by the gain. */
@Singleton
final class PersonalizeScores {

    private final ModelFeed model;
    private final GainFeed gain;
    private final Shadows shadows;

    PersonalizeScores(ModelFeed model, GainFeed gain, Shadows shadows) {
        this.model = model;
        this.gain = gain;
        this.shadows = shadows;
    }

    PersonalFeed personalize(Person person, ValueSet set, List<ScoredPost> posts) {
        PersonalFeed feed = model.personalize(person, set, posts).orElseGet(() -> gain.personalize(person, set, posts));
        Shadow shadow = shadows.of(person.tenant());
        if (!feed.basis().catchingUp() && shadow.wanted()) {
            shadow.offer(new Comparison(set, candidate -> by(candidate, person, posts), means(feed)));
        }
        return feed;
    }

    /** Empty also while the candidate does not know this person as they are: it would be blamed for that. */
    private Optional<List<Optional<ScoreVector>>> by(ServedModel candidate, Person person, List<ScoredPost> posts) {
        return model.by(candidate, person, posts).filter(feed -> !feed.basis().catchingUp()).map(PersonalizeScores::means);
    }

    private static List<Optional<ScoreVector>> means(PersonalFeed feed) {
        return feed.posts().stream().map(post -> post.scores().map(PersonalScores::mean)).toList();
    }
}
