package circumplex.classifier;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.PostToClassify;
import circumplex.kit.RehearsedCall;
import circumplex.values.ValueSets;
import circumplex.wire.WireValueSets;
import io.grpc.Channel;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Classifies a post as a client does. */
@Singleton
final class RehearsalClient implements RehearsedCall {

    @Override
    public void make(Channel service) {
        ClassifierServiceGrpc.newBlockingStub(service)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .classifyPosts(ClassifyPostsRequest.newBuilder()
                        .setValueSet(WireValueSets.ref(ValueSets.all().defaultSet()))
                        .setKeepForUserId("nobody")
                        .addPosts(PostToClassify.newBuilder().setPostId("a post").setText("Thanks to everybody who helped!"))
                        .build());
    }
}
