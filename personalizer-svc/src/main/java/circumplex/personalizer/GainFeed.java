package circumplex.personalizer;

import circumplex.kit.call.Cancellation;
import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.History;
import circumplex.personalizer.annotation.Person;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Personalizes without a model: one read of the person's annotations, then arithmetic. */
@Singleton
final class GainFeed {

    private final AnnotationStore annotations;

    GainFeed(AnnotationStore annotations) {
        this.annotations = annotations;
    }

    PersonalFeed personalize(Person person, ValueSet set, List<ScoredPost> posts) {
        History history = annotations.history(person, set);
        String scorer = history.mostActive(Coverage.leaders(posts));
        ShrunkGain gain = new ShrunkGain(BaseRates.of(set), history.evidence(scorer));
        boolean mixed = false;
        List<PersonalFeed.Post> personal = new ArrayList<>(posts.size());
        for (ScoredPost post : posts) {
            Cancellation.check();
            ScoreVector base = post.scores().get(scorer);
            mixed |= base == null;
            personal.add(new PersonalFeed.Post(post.postId(), Optional.ofNullable(base).map(gain::apply)));
        }
        return new PersonalFeed(personal, Basis.ofGain(history, scorer, mixed), List.of());
    }
}
