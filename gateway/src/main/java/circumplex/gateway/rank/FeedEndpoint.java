package circumplex.gateway.rank;

import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.replica.ExplanationWire;
import circumplex.gateway.replica.RankingStore;
import circumplex.gateway.replica.ReplicaClient;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.ExplainPostResponse;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.kit.call.Caller;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** FeedService on the wire. */
@Singleton
final class FeedEndpoint extends FeedServiceGrpc.FeedServiceImplBase {

    private final RankFeed rankFeed;
    private final RankingStore rankings;
    private final ReplicaClient replicas;

    FeedEndpoint(RankFeed rankFeed, RankingStore rankings, ReplicaClient replicas) {
        this.rankFeed = rankFeed;
        this.rankings = rankings;
        this.replicas = replicas;
    }

    @Override
    public void rankFeed(RankFeedRequest request, StreamObserver<RankFeedResponse> out) {
        RankedFeed feed = rankFeed.rank(Caller.current().tenant(), FeedWire.query(request));
        out.onNext(FeedWire.response(feed));
        out.onCompleted();
    }

    @Override
    public void explainPost(ExplainPostRequest request, StreamObserver<ExplainPostResponse> out) {
        out.onNext(rankings.find(Caller.current().tenant(), request.getRankingId())
                .map(ranking -> ExplanationWire.response(ranking.explain(request.getPostId())))
                .or(() -> replicas.explain(request.getRankingId(), request.getPostId()))
                .orElseThrow(RankedFeed::notFound));
        out.onCompleted();
    }
}
