package circumplex.gateway.calibration;

import circumplex.gateway.downstream.BaseScoresWire;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.gateway.feed.ClassifiedPost;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.CalibrationSummary;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.GetCalibrationResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceBlockingStub;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.values.ValueSet;
import circumplex.wire.WireValueSets;
import jakarta.inject.Singleton;
import java.util.List;

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
                    .addAllBaseScores(BaseScoresWire.of(posts.get(i).scores())));
        }
        RecordAnnotationsResponse response = stub().recordAnnotations(request.build());
        int inactive = (int) posts.stream().filter(post -> post.scores().isEmpty()).count();
        return new Recorded(response.getAdded(), response.getUpdated(), response.getTotal(), inactive);
    }

    /** @param scorerId the scorer to look at; empty takes that of the latest annotation */
    Calibration calibration(String userId, ValueSet set, String scorerId) {
        GetCalibrationResponse response = stub().getCalibration(GetCalibrationRequest.newBuilder()
                .setUserId(userId)
                .setValueSet(WireValueSets.ref(set))
                .setScorerId(scorerId)
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
