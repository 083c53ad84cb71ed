package circumplex.personalizer;

import circumplex.kit.call.Cancellation;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.Tallies;
import circumplex.personalizer.annotation.Tally;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Personalizes without a model: one read of what the person's annotations come to, then arithmetic. */
@Singleton
final class GainFeed {

    private final Tallies tallies;

    GainFeed(Tallies tallies) {
        this.tallies = tallies;
    }

    PersonalFeed personalize(Person person, ValueSet set, List<ScoredPost> posts) {
        Tally tally = tallies.of(person, set);
        String scorer = tally.mostActive(Coverage.leaders(posts));
        ShrunkGain gain = new ShrunkGain(BaseRates.of(set), tally.evidence(scorer));
        boolean mixed = false;
        List<PersonalFeed.Post> personal = new ArrayList<>(posts.size());
        for (ScoredPost post : posts) {
            Cancellation.check();
            ScoreVector base = post.scores().get(scorer);
            mixed |= base == null;
            personal.add(new PersonalFeed.Post(post.postId(), Optional.ofNullable(base).map(gain::apply)));
        }
        return new PersonalFeed(personal, Basis.ofGain(tally, scorer, mixed), List.of());
    }
}
