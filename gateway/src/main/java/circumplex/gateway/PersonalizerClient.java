package circumplex.gateway;

import circumplex.kit.channel.Channels;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.CalibrationSummary;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.GetCalibrationResponse;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizedPost;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.v1.BaseScores;
import circumplex.wire.InvalidField;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import io.grpc.ManagedChannel;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** personalizer-svc as the gateway sees it. */
@Singleton
final class PersonalizerClient {

    static final String SERVICE = "personalizer-svc";

    private static final int MAX_ANSWER_BYTES = 8 << 20;

    private final ManagedChannel channel;

    PersonalizerClient(GatewaySettings settings) {
        channel = Channels.open("PERSONALIZER_ADDRESS", settings.personalizerAddress(), "personalizer", MAX_ANSWER_BYTES);
    }

    @PreDestroy
    void close() {
        channel.shutdownNow();
    }

    /** Estimates what a person would rate the scored ones of {@code posts}. */
    PersonalizedFeed personalize(String userId, ValueSet set, List<ClassifiedPost> posts, Duration budget) {
        PersonalizeScoresRequest.Builder request = PersonalizeScoresRequest.newBuilder()
                .setUserId(userId)
                .setValueSet(WireValueSets.ref(set));
        List<ClassifiedPost> scored =
                posts.stream().filter(post -> !post.scores().isEmpty()).toList();
        scored.forEach(post -> request.addPosts(PostToPersonalize.newBuilder()
                .setPostId(post.id())
                .addAllBaseScores(baseScores(post.scores()))));
        PersonalizeScoresResponse response = stub()
                .withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS)
                .personalizeScores(request.build());
        return personalized(set, scored, response);
    }

    private static PersonalizedFeed personalized(
            ValueSet set, List<ClassifiedPost> asked, PersonalizeScoresResponse response) {
        String scorer = response.getCalibration().getScorerId();
        String calibrator = response.getCalibration().getCalibratorId();
        NonsenseException.unless(!calibrator.isEmpty(), "a calibrator without an id");
        NonsenseException.unless(response.getPostsCount() == asked.size(), "another number of posts");
        Map<String, ScoreVector> scores = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            PersonalizedPost post = response.getPosts(i);
            NonsenseException.unless(post.getPostId().equals(asked.get(i).id()), "another order of posts");
            NonsenseException.unless(
                    post.hasMean() == asked.get(i).scores().containsKey(scorer), "other posts than the scorer's");
            if (post.hasMean()) {
                scores.put(post.getPostId(), scores(set, post.getMean()));
            }
        }
        NonsenseException.unless(!scores.isEmpty(), "a scorer that scored nothing");
        return new PersonalizedFeed(scorer, calibrator, scores, scores.size() < asked.size());
    }

    /**
     * Records annotations once for each request id.
     *
     * @param posts classified, in the order of {@code ratings}
     */
    Recorded record(String requestId, String userId, ValueSet set, List<PostRatings> ratings, List<ClassifiedPost> posts) {
        RecordAnnotationsRequest.Builder request = RecordAnnotationsRequest.newBuilder()
                .setRequestId(requestId)
                .setUserId(userId)
                .setValueSet(WireValueSets.ref(set));
        for (int i = 0; i < posts.size(); i++) {
            request.addAnnotations(Annotation.newBuilder()
                    .setContentKey(posts.get(i).contentKey())
                    .putAllRatings(ratings.get(i).ratings().toMap())
                    .addAllBaseScores(baseScores(posts.get(i).scores())));
        }
        RecordAnnotationsResponse response = stub().recordAnnotations(request.build());
        int inactive = (int) posts.stream().filter(post -> post.scores().isEmpty()).count();
        return new Recorded(response.getAdded(), response.getUpdated(), response.getTotal(), inactive);
    }

    Calibration calibration(String userId, ValueSet set) {
        GetCalibrationResponse response = stub().getCalibration(GetCalibrationRequest.newBuilder()
                .setUserId(userId)
                .setValueSet(WireValueSets.ref(set))
                .build());
        CalibrationSummary summary = response.getSummary();
        return new Calibration(
                summary.getScorerId(),
                summary.getCalibratorId(),
                summary.getActiveAnnotations(),
                summary.getInactiveAnnotations(),
                response.getValuesList().stream()
                        .map(value -> new Calibration.Gain(
                                value.getValueId(),
                                value.getGain(),
                                value.getRatings(),
                                value.getMeanRating(),
                                value.getMeanBaseScore()))
                        .toList());
    }

    /** The person's annotations, oldest first, read as they are asked for. */
    Iterator<AnnotationRecord> export(String userId) {
        Iterator<ExportUserDataResponse> records =
                stub().exportUserData(ExportUserDataRequest.newBuilder().setUserId(userId).build());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return Downstream.require(SERVICE, records::hasNext);
            }

            @Override
            public AnnotationRecord next() {
                return Downstream.require(SERVICE, () -> annotation(records.next()));
            }
        };
    }

    /** Erases what the service keeps about a person and says how many annotations that was. */
    int delete(String userId, Duration budget) {
        return stub().withDeadlineAfter(budget.toMillis(), TimeUnit.MILLISECONDS)
                .deleteUserData(DeleteUserDataRequest.newBuilder().setUserId(userId).build())
                .getAnnotationsDeleted();
    }

    private PersonalizerServiceGrpc.PersonalizerServiceBlockingStub stub() {
        return PersonalizerServiceGrpc.newBlockingStub(channel);
    }

    private static List<BaseScores> baseScores(Map<String, ScoreVector> scores) {
        return scores.entrySet().stream()
                .map(entry -> BaseScores.newBuilder()
                        .setScorerId(entry.getKey())
                        .setValues(WireVectors.scores(entry.getValue()))
                        .build())
                .toList();
    }

    private static AnnotationRecord annotation(ExportUserDataResponse wire) {
        Map<String, List<Float>> scores = new TreeMap<>();
        for (BaseScores base : wire.getAnnotation().getBaseScoresList()) {
            scores.put(base.getScorerId(), base.getValues().getScoresList());
        }
        NonsenseException.unless(
                !wire.getValueSet().getId().isEmpty() && !wire.getAnnotation().getContentKey().isEmpty(),
                "an annotation without a value set or a key");
        return new AnnotationRecord(
                wire.getAnnotation().getContentKey(),
                new AnnotationRecord.SetName(
                        wire.getValueSet().getId(), wire.getValueSet().getVersion(), wire.getValueSet().getSha256()),
                wire.getAnnotation().getRatingsMap(),
                scores,
                Instant.ofEpochSecond(wire.getAnnotateTime().getSeconds(), wire.getAnnotateTime().getNanos()));
    }

    private static ScoreVector scores(ValueSet set, circumplex.values.v1.ValueScores wire) {
        try {
            return WireVectors.scores(set, wire, "scores");
        } catch (InvalidField e) {
            throw new NonsenseException("scores break the rule " + e.rule());
        }
    }
}
