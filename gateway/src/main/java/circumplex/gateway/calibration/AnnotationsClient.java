package circumplex.gateway.calibration;

import circumplex.gateway.downstream.BaseScoresWire;
import circumplex.gateway.downstream.NonsenseException;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.CalibrationSummary;
import circumplex.personalizer.v1.CandidatePost;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.GetCalibrationResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.personalizer.v1.SuggestAnnotationsRequest;
import circumplex.personalizer.v1.SuggestAnnotationsResponse;
import circumplex.values.ValueSet;
import circumplex.wire.WireValueSets;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** personalizer-svc as those see it who annotate: what they said, and what came of it. */
@Singleton
final class AnnotationsClient {

    private final PersonalizerChannel personalizer;

    AnnotationsClient(PersonalizerChannel personalizer) {
        this.personalizer = personalizer;
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
                    .addAllWithdrawnValueIds(ratings.get(i).withdrawn())
                    .addAllBaseScores(BaseScoresWire.of(posts.get(i).scores())));
        }
        RecordAnnotationsResponse response = stub().recordAnnotations(request.build());
        int inactive = (int) posts.stream().filter(post -> post.scores().isEmpty()).count();
        return recorded(response, inactive, posts.stream().map(ClassifiedPost::contentKey).toList());
    }

    /** Takes annotations back, once for each request id. */
    Recorded withdraw(String requestId, String userId, ValueSet set, List<String> contentKeys) {
        return recorded(
                stub().recordAnnotations(RecordAnnotationsRequest.newBuilder()
                        .setRequestId(requestId)
                        .setUserId(userId)
                        .setValueSet(WireValueSets.ref(set))
                        .addAllWithdrawnContentKeys(contentKeys)
                        .build()),
                0,
                List.of());
    }

    Suggested suggest(String userId, ValueSet set, List<ClassifiedPost> posts, int count, long seed) {
        SuggestAnnotationsRequest.Builder request = SuggestAnnotationsRequest.newBuilder()
                .setUserId(userId)
                .setValueSet(WireValueSets.ref(set))
                .setCount(count)
                .setSeed(seed);
        posts.forEach(post -> request.addCandidates(CandidatePost.newBuilder()
                .setPostId(post.id())
                .setContentKey(post.contentKey())
                .addAllBaseScores(BaseScoresWire.of(post.scores()))));
        SuggestAnnotationsResponse response = stub().suggestAnnotations(request.build());
        Set<String> asked = posts.stream().map(ClassifiedPost::id).collect(Collectors.toSet());
        NonsenseException.unless(
                response.getSuggestionsList().stream().allMatch(post -> asked.contains(post.getPostId())),
                "a post that was not asked about");
        return new Suggested(
                response.getSuggestionsList().stream()
                        .map(post -> new Suggested.Post(post.getPostId(), post.getValueId()))
                        .toList(),
                response.getExpectedChange(),
                response.getEnough(),
                response.getAlreadyAnnotated(),
                response.getUnscored());
    }

    private static Recorded recorded(RecordAnnotationsResponse response, int inactive, List<String> contentKeys) {
        return new Recorded(
                response.getAdded(),
                response.getUpdated(),
                response.getTotal(),
                inactive,
                contentKeys,
                response.getWithdrawnContentKeysList(),
                new HashSet<>(response.getAnnotatedContentKeysList()),
                response.getRevision(),
                response.getChangesList().stream()
                        .map(change -> new Recorded.Change(
                                change.getValueId(),
                                change.hasBefore() ? change.getBefore().getGain() : 1,
                                change.hasAfter() ? change.getAfter().getGain() : 1,
                                change.getScoreChange()))
                        .toList());
    }

    /** On the scale of the scorer of the person's latest annotation. */
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

    private PersonalizerServiceBlockingStub stub() {
        return PersonalizerServiceGrpc.newBlockingStub(personalizer.channel());
    }
}
