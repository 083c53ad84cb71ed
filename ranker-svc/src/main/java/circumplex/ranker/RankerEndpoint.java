package circumplex.ranker;

import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** {@code RankerService} on the wire. The rules of the contract's annotations have been checked before a call gets here. */
@Singleton
final class RankerEndpoint extends RankerServiceGrpc.RankerServiceImplBase {

    private final RankPosts rankPosts;

    RankerEndpoint(RankPosts rankPosts) {
        this.rankPosts = rankPosts;
    }

    @Override
    public void rankPosts(RankPostsRequest request, StreamObserver<RankPostsResponse> out) {
        RankerWire wire = RankerWire.read(request);
        Ranking ranking = rankPosts.rank(wire.task());
        out.onNext(wire.answer(ranking));
        out.onCompleted();
    }
}
