package circumplex.gateway.calibration;

import circumplex.gateway.backfill.Backfill;
import circumplex.gateway.downstream.Downstream;
import circumplex.gateway.downstream.PersonalizerChannel;
import circumplex.gateway.feed.FeedPost;
import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.AnnotateResponse;
import circumplex.gateway.v1.CalibrationServiceGrpc;
import circumplex.gateway.v1.CandidatePost;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.GetCalibrationResponse;
import circumplex.gateway.v1.PostAnnotation;
import circumplex.gateway.v1.SuggestPostsRequest;
import circumplex.gateway.v1.SuggestPostsResponse;
import circumplex.gateway.v1.ValueCalibration;
import circumplex.gateway.v1.ValueChange;
import circumplex.gateway.v1.WithdrawAnnotationsRequest;
import circumplex.gateway.v1.WithdrawAnnotationsResponse;
import circumplex.values.ValueSet;
import circumplex.wire.InvalidField;
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
    private final SuggestPosts suggestPosts;
    private final WithdrawAnnotations withdrawAnnotations;
    private final AnnotationsClient annotations;
    private final Backfill backfill;

    CalibrationEndpoint(
            Annotate annotate, SuggestPosts suggestPosts, WithdrawAnnotations withdrawAnnotations, AnnotationsClient annotations, Backfill backfill) {
        this.annotate = annotate;
        this.suggestPosts = suggestPosts;
        this.withdrawAnnotations = withdrawAnnotations;
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
                .addAllContentKeys(recorded.contentKeys())
                .setRevision(recorded.revision())
                .addAllChanges(changes(recorded))
                .build());
        out.onCompleted();
    }

    @Override
    public void withdrawAnnotations(WithdrawAnnotationsRequest request, StreamObserver<WithdrawAnnotationsResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        Recorded recorded = withdrawAnnotations.withdraw(
                request.getRequestId(), request.getUserId(), set, request.getContentKeysList());
        out.onNext(WithdrawAnnotationsResponse.newBuilder()
                .addAllContentKeys(recorded.withdrawn())
                .setTotal(recorded.total())
                .setRevision(recorded.revision())
                .addAllChanges(changes(recorded))
                .build());
        out.onCompleted();
    }

    @Override
    public void suggestPosts(SuggestPostsRequest request, StreamObserver<SuggestPostsResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        WireVectors.requireUnique(
                request.getPostsList().stream().map(CandidatePost::getPostId).toList(), i -> "posts[" + i + "].post_id");
        List<FeedPost> posts = request.getPostsList().stream()
                .map(post -> new FeedPost(post.getPostId(), post.getText()))
                .toList();
        Suggested suggested = suggestPosts.suggest(request.getUserId(), set, posts, request.getCount(), request.getSeed());
        SuggestPostsResponse.Builder wire = SuggestPostsResponse.newBuilder()
                .setExpectedChange(suggested.expectedChange())
                .setEnough(suggested.enough())
                .setAlreadyAnnotated(suggested.annotated())
                .setUnscored(suggested.unscored());
        suggested.posts().forEach(post -> wire.addPostsBuilder().setPostId(post.postId()).setValueId(post.valueId()));
        out.onNext(wire.build());
        out.onCompleted();
    }

    @Override
    public void getCalibration(GetCalibrationRequest request, StreamObserver<GetCalibrationResponse> out) {
        ValueSet set = WireValueSets.orDefault(request.hasValueSet(), request.getValueSet(), "value_set");
        Calibration calibration = Downstream.require(
                PersonalizerChannel.SERVICE, () -> annotations.calibration(request.getUserId(), set));
        backfill.ofCalibration(
                request.getUserId(),
                set,
                calibration.scorerId(),
                calibration.activeAnnotations(),
                calibration.inactiveAnnotations());
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
                    WireVectors.ratings(set, post.getRatingsMap(), "posts[" + i + "].ratings"),
                    withdrawn(set, post, "posts[" + i + "].withdrawn_value_ids")));
        }
        return ratings;
    }

    private static List<String> withdrawn(ValueSet set, PostAnnotation post, String path) {
        List<String> ids = post.getWithdrawnValueIdsList();
        WireVectors.requireUnique(ids, i -> path + "[" + i + "]");
        for (int i = 0; i < ids.size(); i++) {
            WireVectors.position(set, ids.get(i), path + "[" + i + "]");
            if (post.containsRatings(ids.get(i))) {
                throw new InvalidField(path + "[" + i + "]", WireVectors.UNIQUE, "is rated in the same annotation");
            }
        }
        return ids;
    }

    private static List<ValueChange> changes(Recorded recorded) {
        return recorded.changes().stream()
                .map(change -> ValueChange.newBuilder()
                        .setValueId(change.valueId())
                        .setGainBefore(change.gainBefore())
                        .setGain(change.gain())
                        .setScoreChange(change.scoreChange())
                        .build())
                .toList();
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
