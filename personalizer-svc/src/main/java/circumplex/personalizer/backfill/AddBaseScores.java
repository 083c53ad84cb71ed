package circumplex.personalizer.backfill;

import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Change;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.PersonStore;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.annotation.ScorerLimit;
import circumplex.personalizer.annotation.Tallies;
import circumplex.personalizer.annotation.Tally;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @throws Refusal INVALID_REQUEST at a scorer too many, see {@link ScorerLimit}
     */
    public int add(Person person, ValueSet set, Map<String, Map<String, ScoreVector>> scores) {
        // Nobody is remembered because of scores: the data may have been erased while they were made.
        return people.ifKnown(person, locked -> {
                    Map<String, RatedPost> posts = annotations.find(person, set, scores.keySet());
                    List<RatedPost> changed = with(posts, scores);
                    if (!changed.isEmpty()) {
                        Tally before = tallies.of(person, set);
                        annotations.keepScores(person, set, changed);
                        people.changed(person, locked.time());
                        Tally after = tallies.followScores(person, before, changes(posts, changed), locked.time());
                        ScorerLimit.require(before, after, "posts", List.copyOf(scores.values()));
                    }
                    return changed.size();
                })
                .orElse(0);
    }

    private static List<Change> changes(Map<String, RatedPost> before, List<RatedPost> after) {
        return after.stream().map(post -> new Change(Optional.ofNullable(before.get(post.contentKey())), Optional.of(post))).toList();
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
