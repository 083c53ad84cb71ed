package circumplex.personalizer.shadow;

import circumplex.personalizer.annotation.Person;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call asked and was answered.
 *
 * @param asked the base scores of each post, by scorer
 * @param answered the means of each post; empty where it stayed without scores
 */
public record Comparison(Person person, ValueSet set, List<Map<String, ScoreVector>> asked, List<Optional<ScoreVector>> answered) {

    public Comparison {
        asked = List.copyOf(asked);
        answered = List.copyOf(answered);
    }

    /** Counts only. */
    @Override
    public String toString() {
        return asked.size() + " posts";
    }
}
