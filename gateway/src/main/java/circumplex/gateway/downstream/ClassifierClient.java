package circumplex.gateway.downstream;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.ForgetTextsRequest;
import circumplex.classifier.v1.OnDeadline;
import circumplex.classifier.v1.PostToClassify;
import circumplex.gateway.GatewaySettings;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.gateway.feed.FeedPost;
import circumplex.gateway.feed.Stage;
import circumplex.gateway.feed.UnscoredReason;
import circumplex.kit.channel.Channels;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.v1.BaseScores;
import circumplex.wire.InvalidField;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** classifier-svc as the gateway sees it. */
@Singleton
public final class ClassifierClient {

    public static final String SERVICE = Stage.CLASSIFY.service();

    private static final int MAX_ANSWER_BYTES = 4 << 20;
    private static final int MAX_SCORERS = 2;

    private final ManagedChannel channel;

    ClassifierClient(GatewaySettings settings) {
        channel = Channels.open("CLASSIFIER_ADDRESS", settings.classifierAddress(), "classifier", MAX_ANSWER_BYTES);
    }

    @PreDestroy
    void close() {
        channel.shutdownNow();
    }

    /**
     * Scores posts.
     *
     * @return one entry for each post, in order
     * @throws io.grpc.StatusRuntimeException if the service fails or refuses
     * @throws NonsenseException if the answer is not one to the question
     */
    public List<ClassifiedPost> classify(ValueSet set, List<FeedPost> posts, Duration budget) {
        return classify("", set, posts, budget);
    }

    /** Keeps the texts of posts that are classified already for {@code userId}; throws as {@link #classify} does. */
    public void keep(String userId, ValueSet set, List<FeedPost> posts, Duration budget) {
        classify(userId, set, posts, budget);
    }

    /** Erases texts that are kept for a person, and says how many there were. Can be repeated. */
    public int forget(String userId, List<String> contentKeys, Duration budget) {
        return ClassifierServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS)
                .forgetTexts(ForgetTextsRequest.newBuilder().setUserId(userId).addAllContentKeys(contentKeys).build())
                .getTextsDeleted();
    }

    /** For what other parts of the gateway ask there. */
    public Channel channel() {
        return channel;
    }

    private List<ClassifiedPost> classify(String keepForUserId, ValueSet set, List<FeedPost> posts, Duration budget) {
        ClassifyPostsRequest.Builder request = ClassifyPostsRequest.newBuilder()
                .setValueSet(WireValueSets.ref(set))
                .setOnDeadline(OnDeadline.ON_DEADLINE_FINISH_IN_BACKGROUND)
                .setKeepForUserId(keepForUserId);
        posts.forEach(post -> request.addPosts(PostToClassify.newBuilder().setPostId(post.id()).setText(post.text())));
        ClassifyPostsResponse response = ClassifierServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS)
                .classifyPosts(request.build());
        NonsenseException.unless(response.getPostsCount() == posts.size(), "another number of posts");
        List<ClassifiedPost> classified = new ArrayList<>(posts.size());
        for (int i = 0; i < posts.size(); i++) {
            NonsenseException.unless(response.getPosts(i).getPostId().equals(posts.get(i).id()), "another order of posts");
            classified.add(classified(set, response.getPosts(i)));
        }
        return classified;
    }

    /** Reads what the classifier says about one post. */
    public static ClassifiedPost classified(ValueSet set, circumplex.classifier.v1.ClassifiedPost wire) {
        Map<String, ScoreVector> scores = new LinkedHashMap<>();
        for (BaseScores base : wire.getBaseScoresList()) {
            NonsenseException.unless(!base.getScorerId().isEmpty(), "a scorer without an id");
            NonsenseException.unless(scores.put(base.getScorerId(), scores(set, base)) == null, "a scorer twice");
        }
        NonsenseException.unless(scores.size() <= MAX_SCORERS, "too many scorers");
        NonsenseException.unless(scores.isEmpty() || !wire.getContentKey().isEmpty(), "scores without a content key");
        Optional<UnscoredReason> reason = reason(scores.isEmpty() ? wire.getUnscoredReason() : wire.getFallbackReason());
        NonsenseException.unless(!scores.isEmpty() || reason.isPresent(), "no scores and no reason");
        return new ClassifiedPost(wire.getPostId(), wire.getContentKey(), scores, reason, wire.getPending());
    }

    private static ScoreVector scores(ValueSet set, BaseScores base) {
        try {
            return WireVectors.scores(set, base.getValues(), "base_scores");
        } catch (InvalidField e) {
            throw new NonsenseException("scores break the rule " + e.rule());
        }
    }

    /** A reason that a newer classifier may give is one of failure. */
    private static Optional<UnscoredReason> reason(circumplex.classifier.v1.UnscoredReason wire) {
        return switch (wire) {
            case UNSCORED_REASON_UNSPECIFIED -> Optional.empty();
            case UNSCORED_REASON_EMPTY_TEXT -> Optional.of(UnscoredReason.EMPTY_TEXT);
            case UNSCORED_REASON_UNSUPPORTED_LANGUAGE -> Optional.of(UnscoredReason.UNSUPPORTED_LANGUAGE);
            case UNSCORED_REASON_NOT_IN_TIME -> Optional.of(UnscoredReason.NOT_IN_TIME);
            case UNSCORED_REASON_SCORER_BUSY -> Optional.of(UnscoredReason.SCORER_BUSY);
            case UNSCORED_REASON_SCORER_FAILED, UNRECOGNIZED -> Optional.of(UnscoredReason.SCORER_FAILED);
            case UNSCORED_REASON_SCORER_UNAVAILABLE -> Optional.of(UnscoredReason.SCORER_UNAVAILABLE);
            case UNSCORED_REASON_BUDGET_SPENT -> Optional.of(UnscoredReason.BUDGET_SPENT);
        };
    }
}
