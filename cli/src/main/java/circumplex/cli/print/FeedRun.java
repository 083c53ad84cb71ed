package circumplex.cli.print;

import circumplex.cli.feed.FeedFile;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.values.ValueSet;
import circumplex.wire.WireValueSets;
import java.util.Optional;

/**
 * One ranking with what it was asked for.
 *
 * @param title what people read above it
 * @param preset the preset that gave the weights
 * @param user the person it was made for
 * @param stage {@code before} or {@code after} the person annotated, where it is one of such a pair
 * @param feed the posts that were ranked
 */
public record FeedRun(
        String title,
        Optional<String> preset,
        Optional<String> user,
        Optional<String> stage,
        FeedFile feed,
        RankFeedResponse answer) {

    /**
     * The set that contributions are packed in.
     *
     * @throws circumplex.wire.ValueSetMismatch if it is not the set of that name here
     */
    public ValueSet valueSet() {
        return WireValueSets.require(answer.getValueSet(), "value_set");
    }

    Contributions contributions(RankedFeedPost post) {
        return Contributions.of(valueSet(), post.getContributionsMilliList());
    }
}
