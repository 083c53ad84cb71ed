package circumplex.gateway.feed;

import circumplex.values.ValueSet;
import circumplex.values.WeightVector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One feed to rank.
 *
 * @param userId whose view; empty for nobody in particular
 * @param weights the weights that the request brings, if it brings any
 * @param presetId the preset that the request names, if it names one
 * @param posts in engagement order
 * @param topK how many posts to return, if not all
 * @param rankIntervals whether to say how far the order can be trusted
 * @param rules what the order keeps to besides the score
 */
public record FeedQuery(
        String userId,
        ValueSet set,
        Optional<WeightVector> weights,
        Optional<String> presetId,
        List<FeedPost> posts,
        OptionalInt topK,
        UnscoredPlacement unscoredPlacement,
        boolean rankIntervals,
        Rules rules) {

    public FeedQuery {
        posts = List.copyOf(posts);
    }

    public boolean hasUser() {
        return !userId.isEmpty();
    }
}
