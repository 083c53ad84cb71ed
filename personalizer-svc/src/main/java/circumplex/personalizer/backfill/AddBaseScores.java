package circumplex.personalizer.backfill;

import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.PersonStore;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.annotation.Tallies;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds what scorers say to annotations that are there. */
@Singleton
public final class AddBaseScores {

    private final PersonStore people;
    private final AnnotationStore annotations;
    private final Tallies tallies;

    AddBaseScores(PersonStore people, AnnotationStore annotations, Tallies tallies) {
        this.people = people;
        this.annotations = annotations;
        this.tallies = tallies;
    }

    /**
     * All of it happens or nothing.
     *
     * @param scores by content key and scorer id; keys that are not annotated are passed over
     * @return how many annotations have scores of another scorer more
     */
    public int add(Person person, ValueSet set, Map<String, Map<String, ScoreVector>> scores) {
        // Nobody is remembered because of scores: the data may have been erased while they were made.
        return people.ifKnown(person, locked -> {
                    List<RatedPost> changed = with(annotations.find(person, set, scores.keySet()), scores);
                    if (!changed.isEmpty()) {
                        annotations.keepScores(person, set, changed);
                        people.changed(person, locked.time());
                        tallies.recount(person, set, locked.time());
                    }
                    return changed.size();
                })
                .orElse(0);
    }

    /** The posts that have more scores with {@code scores} than without. */
    private static List<RatedPost> with(Map<String, RatedPost> posts, Map<String, Map<String, ScoreVector>> scores) {
        List<RatedPost> changed = new ArrayList<>();
        posts.forEach((key, post) -> {
            Map<String, ScoreVector> merged = new LinkedHashMap<>(scores.getOrDefault(key, Map.of()));
            merged.keySet().removeAll(post.scores().keySet());
            merged.putAll(post.scores());
            if (merged.size() > post.scores().size()) {
                changed.add(new RatedPost(key, post.ratings(), merged));
            }
        });
        return changed;
    }
}
