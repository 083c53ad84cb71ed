package circumplex.gateway;

import circumplex.kit.Refusal;
import circumplex.values.ValueSet;
import io.grpc.Context;
import io.grpc.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Records what a person says about posts: classify for key and scores, then record under the client's request id. */
@Singleton
final class Annotate {

    private final ClassifierClient classifier;
    private final PersonalizerClient personalizer;

    Annotate(ClassifierClient classifier, PersonalizerClient personalizer) {
        this.classifier = classifier;
        this.personalizer = personalizer;
    }

    Recorded annotate(String requestId, String userId, ValueSet set, List<PostRatings> ratings) {
        List<FeedPost> posts = ratings.stream().map(PostRatings::post).toList();
        List<ClassifiedPost> classified =
                Downstream.require(ClassifierClient.SERVICE, () -> classifier.classify(set, posts, remaining()));
        requireDistinctTexts(classified);
        return Downstream.require(
                PersonalizerClient.SERVICE,
                () -> personalizer.record(requestId, userId, set, ratings, classified));
    }

    private static void requireDistinctTexts(List<ClassifiedPost> posts) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < posts.size(); i++) {
            String field = "posts[" + i + "].text";
            if (posts.get(i).contentKey().isEmpty()) {
                throw Refusal.invalid(field, "not_blank", "has nothing to read");
            }
            Integer earlier = first.putIfAbsent(posts.get(i).contentKey(), i);
            if (earlier != null) {
                throw Refusal.invalid(field, "unique", "is the same as posts[" + earlier + "].text");
            }
        }
    }

    private static Duration remaining() {
        Deadline deadline = Objects.requireNonNull(Context.current().getDeadline(), "a call without a deadline");
        return Duration.ofMillis(Math.max(0, deadline.timeRemaining(TimeUnit.MILLISECONDS)));
    }
}
