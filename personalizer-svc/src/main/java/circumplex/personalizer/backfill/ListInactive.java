package circumplex.personalizer.backfill;

import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.List;

/** Finds a person's annotations that a scorer has not scored. */
@Singleton
public final class ListInactive {

    private static final int DEFAULT_SIZE = 100;

    private final AnnotationStore annotations;

    ListInactive(AnnotationStore annotations) {
        this.annotations = annotations;
    }

    /** @param next what the page after this one begins behind; empty if there is none */
    public record Keys(List<String> contentKeys, String next) {

        public Keys {
            contentKeys = List.copyOf(contentKeys);
        }
    }

    /**
     * Content keys in their order.
     *
     * @param size at most so many; 0 takes the default
     * @param after the last key of the page before; empty for the first
     */
    public Keys list(Person person, ValueSet set, String scorerId, int size, String after) {
        int limit = size == 0 ? DEFAULT_SIZE : size;
        List<String> keys = annotations.history(person, set).posts().stream()
                .filter(post -> !post.scores().containsKey(scorerId))
                .map(RatedPost::contentKey)
                .filter(key -> key.compareTo(after) > 0)
                .sorted()
                .limit(limit + 1L)
                .toList();
        boolean more = keys.size() > limit;
        List<String> page = more ? keys.subList(0, limit) : keys;
        return new Keys(page, more ? page.get(limit - 1) : "");
    }
}
