package circumplex.personalizer.shadow;

import circumplex.personalizer.serving.ServedModel;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a call asked and was answered.
 *
 * @param candidate asks a model the same as the one in use was asked, in the same way: the means of each post, empty where it stays without
 *     scores; empty if the model cannot read the posts
 * @param answered the means of each post; empty where it stayed without scores
 */
public record Comparison(
        ValueSet set, Function<ServedModel, Optional<List<Optional<ScoreVector>>>> candidate, List<Optional<ScoreVector>> answered) {

    public Comparison {
        answered = List.copyOf(answered);
    }

    /** Counts only. */
    @Override
    public String toString() {
        return answered.size() + " posts";
    }
}
