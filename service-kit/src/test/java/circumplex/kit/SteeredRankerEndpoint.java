package circumplex.kit;

import circumplex.ranker.v1.RankPostsRequest;
import circumplex.ranker.v1.RankPostsResponse;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** An endpoint that does what the test tells it to. Only where the test asks for it: services have this class on their path. */
@Singleton
@Requires(property = "kit.test.endpoint")
public final class SteeredRankerEndpoint extends RankerServiceGrpc.RankerServiceImplBase {

    private volatile Function<RankPostsRequest, RankPostsResponse> work = request -> RankPostsResponse.getDefaultInstance();

    /** What the next calls do. */
    void does(Function<RankPostsRequest, RankPostsResponse> nextWork) {
        this.work = nextWork;
    }

    @Override
    public void rankPosts(RankPostsRequest request, StreamObserver<RankPostsResponse> out) {
        out.onNext(work.apply(request));
        out.onCompleted();
    }
}
