package circumplex.ranker;

import circumplex.ranker.v1.ExplainSwapRequest;
import circumplex.ranker.v1.ExplainSwapResponse;
import circumplex.ranker.v1.InterleaveRankingsRequest;
import circumplex.ranker.v1.InterleaveRankingsResponse;
import circumplex.ranker.v1.PreviewRankingsRequest;
import circumplex.ranker.v1.PreviewRankingsResponse;
import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** {@code RankerService} on the wire. The rules of the contract's annotations have been checked before a call gets here. */
@Singleton
final class RankerEndpoint extends RankerServiceGrpc.RankerServiceImplBase {

    private final RankPosts rankPosts;
    private final PreviewRankings previewRankings;

    RankerEndpoint(RankPosts rankPosts, PreviewRankings previewRankings) {
        this.rankPosts = rankPosts;
        this.previewRankings = previewRankings;
    }

    @Override
    public void rankPosts(RankPostsRequest request, StreamObserver<RankPostsResponse> out) {
        RankerWire wire = RankerWire.read(request);
        Ranking ranking = rankPosts.rank(wire.task());
        out.onNext(wire.answer(ranking));
        out.onCompleted();
    }

    @Override
    public void previewRankings(PreviewRankingsRequest request, StreamObserver<PreviewRankingsResponse> out) {
        PreviewWire wire = PreviewWire.read(request);
        out.onNext(wire.answer(previewRankings.preview(wire.task(), wire.candidates(), wire.reference())));
        out.onCompleted();
    }

    @Override
    public void explainSwap(ExplainSwapRequest request, StreamObserver<ExplainSwapResponse> out) {
        SwapWire wire = SwapWire.read(request);
        out.onNext(wire.answer(wire.swap()));
        out.onCompleted();
    }

    @Override
    public void interleaveRankings(InterleaveRankingsRequest request, StreamObserver<InterleaveRankingsResponse> out) {
        out.onNext(InterleavingWire.read(request).answer());
        out.onCompleted();
    }
}
