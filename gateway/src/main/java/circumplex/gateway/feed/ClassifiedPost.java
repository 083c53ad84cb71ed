package circumplex.gateway.feed;

import circumplex.values.ScoreVector;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One post with what scorers say about it.
 *
 * @param contentKey names the text; empty if it is blank or the classifier was not asked
 * @param scores by scorer id, the one to prefer first; empty if the post is unscored
 * @param unscoredReason why the scorer that is meant for the post has no scores of it; others may stand in
 * @param pending whether a scorer still works on it
 */
public record ClassifiedPost(
        String id,
        String contentKey,
        Map<String, ScoreVector> scores,
        Optional<UnscoredReason> unscoredReason,
        boolean pending) {

    public ClassifiedPost {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** Whether there is anything to score. */
    public boolean hasText() {
        return !unscoredReason.equals(Optional.of(UnscoredReason.EMPTY_TEXT));
    }

    /** What the scorer to prefer says, whoever the feed is for and whatever its order rests on; absent for an unscored post. */
    public Optional<ScoreVector> preferred() {
        return scores.values().stream().findFirst();
    }

    /** How many posts of an answer have no scores that they might have had, by what was in the way. */
    public static Map<Degradation.Reason, Integer> shortfalls(List<ClassifiedPost> posts) {
        Map<Degradation.Reason, Integer> shortfalls = new EnumMap<>(Degradation.Reason.class);
        posts.forEach(post -> post.shortfall().ifPresent(reason -> shortfalls.merge(reason, 1, Integer::sum)));
        return shortfalls;
    }

    /** What kept the post from the scores that another try may give it. */
    public Optional<Degradation.Reason> shortfall() {
        if (pending) {
            return Optional.of(Degradation.Reason.PENDING);
        }
        return unscoredReason.flatMap(reason -> Optional.ofNullable(
                switch (reason) {
                    case EMPTY_TEXT, UNSUPPORTED_LANGUAGE, OTHER_SCORER, CLASSIFIER_UNAVAILABLE -> null;
                    case NOT_IN_TIME -> Degradation.Reason.DEADLINE;
                    case SCORER_BUSY, SCORER_UNAVAILABLE -> Degradation.Reason.UNAVAILABLE;
                    case BUDGET_SPENT -> Degradation.Reason.BUDGET_SPENT;
                    case SCORER_FAILED -> Degradation.Reason.FAILED;
                }));
    }

    /** What stands in for the classifier's answer when there is none. */
    public static ClassifiedPost unclassified(FeedPost post) {
        UnscoredReason reason =
                post.hasText() ? UnscoredReason.CLASSIFIER_UNAVAILABLE : UnscoredReason.EMPTY_TEXT;
        return new ClassifiedPost(post.id(), "", Map.of(), Optional.of(reason), false);
    }
}
