package circumplex.gateway.replica;

import circumplex.gateway.feed.RankedFeed;
import circumplex.gateway.v1.ExplainKeptPostRequest;
import circumplex.gateway.v1.ExplainKeptPostResponse;
import circumplex.gateway.v1.ForgetRankingsRequest;
import circumplex.gateway.v1.ForgetRankingsResponse;
import circumplex.gateway.v1.ReplicaServiceGrpc;
import circumplex.kit.call.Caller;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** ReplicaService on the wire: what this replica keeps, and nothing of the others. */
@Singleton
final class ReplicaEndpoint extends ReplicaServiceGrpc.ReplicaServiceImplBase {

    private final RankingStore rankings;

    ReplicaEndpoint(RankingStore rankings) {
        this.rankings = rankings;
    }

    @Override
    public void explainKeptPost(ExplainKeptPostRequest request, StreamObserver<ExplainKeptPostResponse> out) {
        KeptRanking ranking = rankings.find(Caller.current().tenant(), request.getRankingId())
                .orElseThrow(RankedFeed::notFound);
        out.onNext(ExplainKeptPostResponse.newBuilder()
                .setExplanation(ExplanationWire.response(ranking.explain(request.getPostId())))
                .build());
        out.onCompleted();
    }

    @Override
    public void forgetRankings(ForgetRankingsRequest request, StreamObserver<ForgetRankingsResponse> out) {
        out.onNext(ForgetRankingsResponse.newBuilder()
                .setRankingsDeleted(rankings.delete(Caller.current().tenant(), request.getUserId()))
                .build());
        out.onCompleted();
    }
}
