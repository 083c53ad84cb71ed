package circumplex.ranker;

import circumplex.kit.RehearsedCall;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.Channel;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Ranks a feed as a client does. */
@Singleton
final class RehearsalClient implements RehearsedCall {

    @Override
    public void make(Channel service) {
        RankerServiceGrpc.newBlockingStub(service).withDeadlineAfter(30, TimeUnit.SECONDS).rankPosts(WarmUpWire.request());
    }
}
