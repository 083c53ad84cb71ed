package circumplex.personalizer.annotation;

import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps what a person said about posts, completing what the same person said about the same posts before. */
@Singleton
public final class RecordAnnotations {

    private final PersonStore people;
    private final AnnotationStore annotations;

    RecordAnnotations(PersonStore people, AnnotationStore annotations) {
        this.people = people;
        this.annotations = annotations;
    }

    /**
     * What was kept.
     *
     * @param added posts that were not annotated before
     * @param updated posts that were
     * @param total annotated posts of this person in the value set now
     */
    public record Recorded(int added, int updated, int total) {}

    /** To be called inside a transaction: all posts, each of them once, are kept or none. */
    public Recorded record(Person person, ValueSet set, List<RatedPost> posts) {
        Instant time = people.lock(person);
        Map<String, RatedPost> earlier =
                annotations.find(person, set, posts.stream().map(RatedPost::contentKey).toList());
        List<RatedPost> added = new ArrayList<>();
        List<RatedPost> updated = new ArrayList<>();
        for (RatedPost post : posts) {
            RatedPost before = earlier.get(post.contentKey());
            if (before == null) {
                added.add(post);
            } else {
                updated.add(post.over(before));
            }
        }
        annotations.add(person, set, added, time);
        annotations.replace(person, set, updated, time);
        return new Recorded(added.size(), updated.size(), annotations.count(person, set));
    }
}
