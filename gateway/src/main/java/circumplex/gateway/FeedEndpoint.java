package circumplex.gateway;

import circumplex.errors.v1.ErrorReason;
import circumplex.gateway.v1.ExplainPostRequest;
import circumplex.gateway.v1.ExplainPostResponse;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.kit.Caller;
import circumplex.kit.Refusal;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Singleton;

/** FeedService on the wire. */
@Singleton
final class FeedEndpoint extends FeedServiceGrpc.FeedServiceImplBase {

    private final RankFeed rankFeed;
    private final RankingStore rankings;

    FeedEndpoint(RankFeed rankFeed, RankingStore rankings) {
        this.rankFeed = rankFeed;
        this.rankings = rankings;
    }

    @Override
    public void rankFeed(RankFeedRequest request, StreamObserver<RankFeedResponse> out) {
        RankedFeed feed = rankFeed.rank(Caller.current().tenant(), FeedWire.query(request));
        out.onNext(FeedWire.response(feed));
        out.onCompleted();
    }

    @Override
    public void explainPost(ExplainPostRequest request, StreamObserver<ExplainPostResponse> out) {
        RankedFeed feed = rankings.find(Caller.current().tenant(), request.getRankingId())
                .orElseThrow(() -> notFound("ranking", "The ranking is unknown or kept no longer."));
        RankedFeed.Post post = feed.find(request.getPostId())
                .orElseThrow(() -> notFound("post", "The ranking has no such post."));
        out.onNext(ExplanationWire.response(feed, post));
        out.onCompleted();
    }

    private static Refusal notFound(String resource, String sentence) {
        return Refusal.of(ErrorReason.ERROR_REASON_NOT_FOUND, sentence).with("resource", resource);
    }
}
