package circumplex.gateway.testing;

import static circumplex.gateway.testing.Samples.SET;

import circumplex.ranker.v1.PostToRank;
import circumplex.ranker.v1.RankInterval;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankedPost;
import circumplex.ranker.v1.RankerServiceGrpc;
import circumplex.ranker.v1.UncertaintyMethod;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Ranks as the contract says, for whole weights and scores. Posts without scores keep their slot. Of rules it keeps the floor. */
public final class FakeRanker extends RankerServiceGrpc.RankerServiceImplBase {

    public static final String RANKER = "fake/1";

    public final FakeServer server = new FakeServer(this);

    /** Done to every answer before it leaves. */
    public volatile UnaryOperator<RankPostsResponse> twist = UnaryOperator.identity();

    @Override
    public void rankPosts(RankPostsRequest request, StreamObserver<RankPostsResponse> out) {
        FakeFloor floor = new FakeFloor(request);
        List<RankedPost> scored = floor.left.stream()
                .filter(post -> post.getScoresCount() > 0)
                .map(post -> place(request, post))
                .sorted(Comparator.comparingDouble(RankedPost::getScore).reversed())
                .toList();
        Iterator<RankedPost> next = scored.iterator();
        List<RankedPost> order = new ArrayList<>();
        for (PostToRank post : floor.left) {
            order.add((post.getScoresCount() > 0 ? next.next() : place(request, post)).toBuilder().setEngagementPlace(1).build());
        }
        floor.ended.forEach((post, breached) ->
                order.add(place(request, post).toBuilder().addAllBreachedValueIds(breached).build()));
        RankPostsResponse.Builder answer = RankPostsResponse.newBuilder()
                .setRankerId(RANKER)
                .setFloorUnjudged(floor.unjudged)
                .addAllRemoved(floor.removed)
                .addAllRanked(request.hasTopK() && request.getTopK() < order.size()
                        ? order.subList(0, request.getTopK())
                        : order);
        for (int i = 0; i < answer.getRankedCount(); i++) {
            answer.getRankedBuilder(i).setRank(i + 1);
        }
        if (order.size() > 1) {
            answer.setKendallTau(0.25).setKendallTauBScores(-0.5);
        }
        if (request.hasUncertainty()) {
            answer.setUncertainty(UncertaintyMethod.newBuilder().setMethod("fake").setDraws(500).setSeed(1).setTopK(2));
            answer.getRankedBuilderList().stream()
                    .filter(RankedPost.Builder::hasEngagementPlace)
                    .forEach(post -> post.setRankInterval(
                            RankInterval.newBuilder().setLow(1).setHigh(order.size()).setTopKProbability(0.5)));
        }
        out.onNext(twist.apply(answer.build()));
        out.onCompleted();
    }

    /** Answers with the {@code i}-th post of the order changed. */
    public void twistPost(int i, Consumer<RankedPost.Builder> change) {
        twist = answer -> {
            RankPostsResponse.Builder twisted = answer.toBuilder();
            change.accept(twisted.getRankedBuilder(i));
            return twisted.build();
        };
    }

    private static RankedPost place(RankPostsRequest request, PostToRank post) {
        RankedPost.Builder place =
                RankedPost.newBuilder().setPostId(post.getPostId()).setEngagementRank(post.getEngagementRank());
        if (post.getScoresCount() > 0) {
            double score = 0;
            for (int i = 0; i < SET.size(); i++) {
                double contribution = request.getWeightsOrDefault(SET.dimension(i).id(), 0.0)
                        * post.getScores(0).getScores(i);
                score += contribution;
                place.addContributionsMilli((int) Math.round(contribution * 1000));
            }
            place.setScore(score);
        }
        return place.build();
    }
}
