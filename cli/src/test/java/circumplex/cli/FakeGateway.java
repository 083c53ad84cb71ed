package circumplex.cli;

import circumplex.gateway.v1.AnnotateRequest;
import circumplex.gateway.v1.AnnotateResponse;
import circumplex.gateway.v1.CalibrationServiceGrpc.CalibrationServiceImplBase;
import circumplex.gateway.v1.Degradation;
import circumplex.gateway.v1.DegradationReason;
import circumplex.gateway.v1.FeedServiceGrpc.FeedServiceImplBase;
import circumplex.gateway.v1.GetCalibrationRequest;
import circumplex.gateway.v1.GetCalibrationResponse;
import circumplex.gateway.v1.GetProfileRequest;
import circumplex.gateway.v1.GetProfileResponse;
import circumplex.gateway.v1.ListPresetsRequest;
import circumplex.gateway.v1.ListPresetsResponse;
import circumplex.gateway.v1.Preset;
import circumplex.gateway.v1.Profile;
import circumplex.gateway.v1.ProfileServiceGrpc.ProfileServiceImplBase;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.gateway.v1.Stage;
import circumplex.gateway.v1.SuggestPostsRequest;
import circumplex.gateway.v1.SuggestPostsResponse;
import circumplex.gateway.v1.UnscoredReason;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.gateway.v1.UpdateProfileResponse;
import circumplex.gateway.v1.ValueCalibration;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.WireValueSets;
import com.google.protobuf.Message;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that puts every feed upside down. Every scored post gets 3.5 from caring and −0.4 from dominance; a post without words
 * is unscored; once the person has annotated, the first two posts change places.
 */
final class FakeGateway implements AutoCloseable {

    final List<Message> requests = Collections.synchronizedList(new ArrayList<>());
    volatile @Nullable StatusRuntimeException failure;
    volatile boolean degraded;

    /** Done to every ranking before it leaves. */
    volatile UnaryOperator<RankFeedResponse> twist = UnaryOperator.identity();

    volatile ValueSetRef valueSet = WireValueSets.ref(set());

    private final LoopbackServer server = new LoopbackServer(new Feeds(), new Calibrations(), new Profiles());

    String address() {
        return server.address();
    }

    <R> R last(Class<R> type) {
        return requests.stream().filter(type::isInstance).map(type::cast).reduce((first, second) -> second).orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }

    private static ValueSet set() {
        return ValueSets.all().defaultSet();
    }

    private void answer(Message request, Message answer, StreamObserver<?> out) {
        requests.add(request);
        StatusRuntimeException refusal = failure;
        if (refusal != null) {
            out.onError(refusal);
            return;
        }
        @SuppressWarnings("unchecked")
        StreamObserver<Message> typed = (StreamObserver<Message>) out;
        typed.onNext(answer);
        typed.onCompleted();
    }

    private RankFeedResponse rank(RankFeedRequest request) {
        int posts = request.getPostsCount();
        List<Integer> order = new ArrayList<>();
        for (int i = posts - 1; i >= 0; i--) {
            order.add(i);
        }
        boolean annotated = requests.stream().anyMatch(AnnotateRequest.class::isInstance);
        if (annotated && posts > 1) {
            Collections.swap(order, 0, 1);
        }
        RankFeedResponse.Builder answer = RankFeedResponse.newBuilder()
                .setRankingId("ranking-1")
                .setCoverage(0.75)
                .setValueSet(valueSet)
                .putAllWeights(request.getWeightsMap());
        answer.getModelVersionsBuilder().setScorerId("fake/scorer").setRankerId("fake/1");
        for (int i = 0; i < posts; i++) {
            answer.addRanked(post(request, order.get(i), i + 1));
        }
        if (posts > 1) {
            answer.setKendallTau(-1).setKendallTauBScores(0.25);
        }
        if (degraded) {
            answer.addDegradations(Degradation.newBuilder()
                    .setStage(Stage.STAGE_PERSONALIZE)
                    .setReason(DegradationReason.DEGRADATION_REASON_DEADLINE)
                    .setAffectedPosts(2));
        }
        return answer.build();
    }

    private static RankedFeedPost post(RankFeedRequest request, int position, int rank) {
        RankedFeedPost.Builder post = RankedFeedPost.newBuilder()
                .setPostId(request.getPosts(position).getPostId())
                .setRank(rank)
                .setEngagementRank(position + 1);
        if (request.getPosts(position).getText().isBlank()) {
            return post.setUnscoredReason(UnscoredReason.UNSCORED_REASON_EMPTY_TEXT).build();
        }
        for (int i = 0; i < set().size(); i++) {
            String id = set().dimension(i).id();
            post.addContributionsMilli(id.equals("benevolence_caring") ? 3500 : id.equals("power_dominance") ? -400 : 0);
        }
        return post.setScore(3.1).setPersonalized(!request.getUserId().isEmpty()).build();
    }

    private final class Feeds extends FeedServiceImplBase {
        @Override
        public void rankFeed(RankFeedRequest request, StreamObserver<RankFeedResponse> out) {
            answer(request, twist.apply(rank(request)), out);
        }
    }

    private final class Calibrations extends CalibrationServiceImplBase {
        @Override
        public void annotate(AnnotateRequest request, StreamObserver<AnnotateResponse> out) {
            int posts = request.getPostsCount();
            answer(request, AnnotateResponse.newBuilder().setAdded(posts).setTotal(posts).build(), out);
        }

        @Override
        public void suggestPosts(SuggestPostsRequest request, StreamObserver<SuggestPostsResponse> out) {
            SuggestPostsResponse.Builder suggested = SuggestPostsResponse.newBuilder().setExpectedChange(0.0125).setEnough(true);
            request.getPostsList().stream()
                    .limit(request.getCount())
                    .forEach(post -> suggested.addPostsBuilder().setPostId(post.getPostId()).setValueId("hedonism"));
            answer(request, suggested.build(), out);
        }

        @Override
        public void getCalibration(GetCalibrationRequest request, StreamObserver<GetCalibrationResponse> out) {
            GetCalibrationResponse.Builder calibration = GetCalibrationResponse.newBuilder()
                    .setScorerId("fake/scorer")
                    .setCalibratorId("fake/gain")
                    .setActiveAnnotations(1)
                    .addValues(ValueCalibration.newBuilder()
                            .setValueId("benevolence_caring")
                            .setGain(1.25)
                            .setRatings(1)
                            .setMeanRating(5)
                            .setMeanBaseScore(2));
            answer(request, calibration.build(), out);
        }
    }

    private final class Profiles extends ProfileServiceImplBase {
        @Override
        public void getProfile(GetProfileRequest request, StreamObserver<GetProfileResponse> out) {
            answer(request, GetProfileResponse.newBuilder().setProfile(Profile.newBuilder().setEtag("e1")).build(), out);
        }

        @Override
        public void updateProfile(UpdateProfileRequest request, StreamObserver<UpdateProfileResponse> out) {
            answer(request, UpdateProfileResponse.getDefaultInstance(), out);
        }

        /** One preset a page, as a gateway with many would do. */
        @Override
        public void listPresets(ListPresetsRequest request, StreamObserver<ListPresetsResponse> out) {
            boolean first = request.getPageToken().isEmpty();
            Preset.Builder preset = Preset.newBuilder().setId(first ? "kind-and-open" : "curious-and-bold").setDescription("More.");
            answer(
                    request,
                    ListPresetsResponse.newBuilder().addPresets(preset).setNextPageToken(first ? "2" : "").build(),
                    out);
        }
    }
}
