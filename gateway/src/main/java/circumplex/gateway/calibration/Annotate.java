package circumplex.gateway.calibration;

import circumplex.gateway.downstream.ClassifierClient;
import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.NonsenseException;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.gateway.feed.FeedPost;
import circumplex.kit.refusal.Refusal;
import circumplex.values.ValueSet;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what a person says about posts: classify for key and scores, record under the client's request id, and have the texts kept of
 * what is annotated then and still is afterwards. No text is kept of a post that is not annotated, however the call ends.
 */
@Singleton
final class Annotate {

    private static final Logger LOG = LoggerFactory.getLogger(Annotate.class);

    /** Of the time left, for the classifier; the rest is for recording and what comes of it. */
    private static final double SHARE = 0.8;

    /** Of the time left after recording, to have texts kept; the rest is for forgetting others. */
    private static final double KEEPING = 0.5;

    private final ClassifierClient classifier;
    private final AnnotationsClient annotations;
    private final ForgetTextsClient texts;

    Annotate(ClassifierClient classifier, AnnotationsClient annotations, ForgetTextsClient texts) {
        this.classifier = classifier;
        this.annotations = annotations;
        this.texts = texts;
    }

    Recorded annotate(String requestId, String userId, ValueSet set, List<PostRatings> ratings) {
        List<FeedPost> posts = ratings.stream().map(PostRatings::post).toList();
        requireText(posts);
        List<ClassifiedPost> classified = Downstream.require(
                ClassifierClient.SERVICE, () -> classifier.classify(set, posts, Downstream.share(SHARE)));
        requireDistinctTexts(classified);
        requireAllThatCanBeScored(classified);
        Recorded recorded = Downstream.require(
                PersonalizerChannel.SERVICE,
                () -> annotations.record(requestId, userId, set, ratings, classified));
        List<FeedPost> annotated = annotated(posts, recorded);
        keep(userId, set, annotated);
        // Asked again where texts were kept: an erasure or a withdrawal in between did not see them, and nobody else would remove them.
        Set<String> stillAnnotated = annotated.isEmpty() ? Set.of() : Downstream.require(
                        PersonalizerChannel.SERVICE,
                        () -> annotations.record(requestId, userId, set, ratings, classified))
                .annotated();
        texts.forget(userId, recorded.contentKeys().stream().filter(key -> !stillAnnotated.contains(key)).toList());
        return recorded;
    }

    private static List<FeedPost> annotated(List<FeedPost> posts, Recorded recorded) {
        return IntStream.range(0, posts.size())
                .filter(i -> recorded.annotated().contains(recorded.contentKeys().get(i)))
                .mapToObj(posts::get)
                .toList();
    }

    /** The annotation counts without its text too; it only cannot be scored again by the next scorer, unless the call is repeated. */
    private void keep(String userId, ValueSet set, List<FeedPost> posts) {
        if (posts.isEmpty()) {
            return;
        }
        try {
            classifier.keep(userId, set, posts, Downstream.share(KEEPING));
        } catch (StatusRuntimeException e) {
            LOG.warn("texts of annotated posts may not be kept: {}", e.getStatus().getCode());
        } catch (NonsenseException e) {
            LOG.warn("texts of annotated posts may not be kept: {} answered nonsense", ClassifierClient.SERVICE);
        }
    }

    private static void requireText(List<FeedPost> posts) {
        for (int i = 0; i < posts.size(); i++) {
            if (!posts.get(i).hasText()) {
                throw blank(i);
            }
        }
    }

    /** To the classifier more texts are blank, and more are equal, than can be seen from here. */
    private static void requireDistinctTexts(List<ClassifiedPost> posts) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < posts.size(); i++) {
            if (posts.get(i).contentKey().isEmpty()) {
                throw blank(i);
            }
            Integer earlier = first.putIfAbsent(posts.get(i).contentKey(), i);
            if (earlier != null) {
                throw Refusal.invalid(field(i), "unique", "is the same as " + field(earlier));
            }
        }
    }

    /** Scores that are late would never be added: an annotation without them has no effect. */
    private static void requireAllThatCanBeScored(List<ClassifiedPost> posts) {
        if (posts.stream().anyMatch(post -> post.shortfall().isPresent())) {
            throw Downstream.unavailable(ClassifierClient.SERVICE);
        }
    }

    private static Refusal blank(int i) {
        return Refusal.invalid(field(i), "not_blank", "has nothing to read");
    }

    private static String field(int i) {
        return "posts[" + i + "].text";
    }
}
