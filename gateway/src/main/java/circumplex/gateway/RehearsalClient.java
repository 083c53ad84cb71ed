package circumplex.gateway;

import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.kit.RehearsedCall;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.wire.WireValueSets;
import io.grpc.Channel;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Ranks a feed as a client does. The services behind the gateway are not there, and it says so in its answer. */
@Singleton
final class RehearsalClient implements RehearsedCall {

    @Override
    public void make(Channel service) {
        ValueSet set = ValueSets.all().defaultSet();
        FeedServiceGrpc.newBlockingStub(service)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .rankFeed(RankFeedRequest.newBuilder()
                        .setValueSet(WireValueSets.ref(set))
                        .setUserId("nobody")
                        .putWeights(set.dimension(0).id(), 1)
                        .addPosts(FeedPost.newBuilder().setPostId("a post").setText("Thanks to everybody who helped!"))
                        .build());
    }
}
