package circumplex.gateway.calibration;

import circumplex.gateway.backfill.Backfill;
import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.gateway.feed.FeedPost;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.AnnotateResponse;
import circumplex.gateway.v1.CalibrationServiceGrpc;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.GetCalibrationResponse;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.ValueCalibration;
import circumplex.values.ValueSet;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** CalibrationService on the wire. */
@Singleton
final class CalibrationEndpoint extends CalibrationServiceGrpc.CalibrationServiceImplBase {

    private final Annotate annotate;
    private final AnnotationsClient annotations;
    private final Backfill backfill;

    CalibrationEndpoint(Annotate annotate, AnnotationsClient annotations, Backfill backfill) {
        this.annotate = annotate;
        this.annotations = annotations;
        this.backfill = backfill;
    }

    @Override
    public void annotate(AnnotateRequest request, StreamObserver<AnnotateResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        Recorded recorded = annotate.annotate(request.getRequestId(), request.getUserId(), set, ratings(set, request));
        out.onNext(AnnotateResponse.newBuilder()
                .setAdded(recorded.added())
                .setUpdated(recorded.updated())
                .setTotal(recorded.total())
                .setInactive(recorded.inactive())
                .build());
        out.onCompleted();
    }

    @Override
    public void getCalibration(GetCalibrationRequest request, StreamObserver<GetCalibrationResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        Calibration calibration = Downstream.require(
                PersonalizerChannel.SERVICE,
                () -> annotations.calibration(request.getUserId(), set, backfill.latestScorer(set)));
        backfill.lacking(request.getUserId(), set, calibration.scorerId(), calibration.inactiveAnnotations());
        out.onNext(response(calibration));
        out.onCompleted();
    }

    private static List<PostRatings> ratings(ValueSet set, AnnotateRequest request) {
        WireVectors.requireUnique(
                request.getPostsList().stream().map(PostAnnotation::getPostId).toList(),
                i -> "posts[" + i + "].post_id");
        List<PostRatings> ratings = new ArrayList<>(request.getPostsCount());
        for (int i = 0; i < request.getPostsCount(); i++) {
            PostAnnotation post = request.getPosts(i);
            ratings.add(new PostRatings(
                    new FeedPost(post.getPostId(), post.getText()),
                    WireVectors.ratings(set, post.getRatingsMap(), "posts[" + i + "].ratings")));
        }
        return ratings;
    }

    private static GetCalibrationResponse response(Calibration calibration) {
        GetCalibrationResponse.Builder wire = GetCalibrationResponse.newBuilder()
                .setScorerId(calibration.scorerId())
                .setCalibratorId(calibration.calibratorId())
                .setActiveAnnotations(calibration.activeAnnotations())
                .setInactiveAnnotations(calibration.inactiveAnnotations());
        calibration.gains().forEach(gain -> wire.addValues(ValueCalibration.newBuilder()
                .setValueId(gain.valueId())
                .setGain(gain.gain())
                .setRatings(gain.ratings())
                .setMeanRating(gain.meanRating())
                .setMeanBaseScore(gain.meanBaseScore())));
        return wire.build();
    }
}
