package circumplex.personalizer.annotation;

import circumplex.values.ValueSet;
import java.util.List;

/**
 * Everything one person annotated in one value set. Reading it takes as long as it is; {@link Tally} is what it comes to.
 *
 * @param posts oldest first
 */
public record History(ValueSet set, List<RatedPost> posts) {

    public History {
        posts = List.copyOf(posts);
    }
}
