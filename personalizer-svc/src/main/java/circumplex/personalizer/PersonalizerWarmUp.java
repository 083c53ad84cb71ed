package circumplex.personalizer;

import circumplex.kit.WarmUp;
import circumplex.personalizer.annotation.Person;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Personalizes one post of every value set for nobody: reads the base rates, opens the database and compiles the way of a request.
 */
@Singleton
final class PersonalizerWarmUp implements WarmUp {

    /** No user id is empty. */
    private static final Person NOBODY = new Person("", "");

    private final PersonalizeScores personalizeScores;

    PersonalizerWarmUp(PersonalizeScores personalizeScores) {
        this.personalizeScores = personalizeScores;
    }

    @Override
    public void warmUp() {
        for (ValueSet set : ValueSets.all().list()) {
            ScoredPost post = new ScoredPost("", Map.of("warm-up", ScoreVector.of(set, new float[set.size()])));
            personalizeScores.personalize(NOBODY, set, List.of(post));
        }
    }
}
