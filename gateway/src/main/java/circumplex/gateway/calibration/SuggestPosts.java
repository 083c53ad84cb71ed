package circumplex.gateway.calibration;

import circumplex.gateway.downstream.ClassifierClient;
import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.gateway.feed.FeedPost;
import circumplex.values.ValueSet;
import jakarta.inject.Singleton;
import java.util.List;

/** Picks posts that a person may annotate next: classify for key and scores, then let the personalizer choose. */
@Singleton
final class SuggestPosts {

    /** Of the time left, for the classifier; the rest is for choosing. */
    private static final double SHARE = 0.8;

    private final ClassifierClient classifier;
    private final AnnotationsClient annotations;

    SuggestPosts(ClassifierClient classifier, AnnotationsClient annotations) {
        this.classifier = classifier;
        this.annotations = annotations;
    }

    Suggested suggest(String userId, ValueSet set, List<FeedPost> posts, int count, long seed) {
        List<ClassifiedPost> classified = Downstream.require(
                ClassifierClient.SERVICE, () -> classifier.classify(set, posts, Downstream.share(SHARE)));
        return Downstream.require(
                PersonalizerChannel.SERVICE, () -> annotations.suggest(userId, set, classified, count, seed));
    }
}
