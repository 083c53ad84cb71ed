package circumplex.personalizer.backfill;

import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.annotation.Tallies;
import circumplex.values.ValueSet;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Finds a person's annotations that a scorer has not scored. */
@Singleton
public final class ListInactive {

    private static final int DEFAULT_SIZE = 100;

    /** Annotations in memory at once. */
    private static final int AT_ONCE = 500;

    private final AnnotationStore annotations;
    private final Tallies tallies;
    private final int atOnce;

    @Inject
    ListInactive(AnnotationStore annotations, Tallies tallies) {
        this(annotations, tallies, AT_ONCE);
    }

    ListInactive(AnnotationStore annotations, Tallies tallies, int atOnce) {
        this.annotations = annotations;
        this.tallies = tallies;
        this.atOnce = atOnce;
    }

    /** @param next what the page after this one begins behind; empty if there is none */
    public record Keys(List<String> contentKeys, String next) {

        public Keys {
            contentKeys = List.copyOf(contentKeys);
        }
    }

    /**
     * Content keys in their order. Reads no annotation if none is inactive, and else at first as many as are wanted, then twice as many each
     * time while too few of them are inactive.
     *
     * @param size at most so many; 0 takes the default
     * @param after the last key of the page before; empty for the first
     */
    public Keys list(Person person, ValueSet set, String scorerId, int size, String after) {
        int limit = size == 0 ? DEFAULT_SIZE : size;
        int most = Math.min(limit + 1, tallies.of(person, set).inactive(scorerId));
        List<String> keys = new ArrayList<>();
        String last = after;
        boolean end = false;
        for (int rows = Math.min(atOnce, most); keys.size() < most && !end; rows = Math.min(atOnce, 2 * rows)) {
            List<RatedPost> posts = annotations.inKeyOrder(person, set, last, rows);
            end = posts.size() < rows;
            for (RatedPost post : posts) {
                last = post.contentKey();
                if (keys.size() < most && !post.scores().containsKey(scorerId)) {
                    keys.add(last);
                }
            }
        }
        boolean more = keys.size() > limit;
        List<String> page = more ? keys.subList(0, limit) : keys;
        return new Keys(page, more ? page.get(limit - 1) : "");
    }
}
