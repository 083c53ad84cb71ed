package circumplex.bench.classifier;

import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.OnDeadline;
import circumplex.classifier.v1.PostToClassify;
import circumplex.cli.services.Address;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The classifier over loopback gRPC, which also stores scores and keeps the budget. */
final class ClassifierCalls implements Contender, AutoCloseable {

    private final ManagedChannel channel;
    private final int scorers;

    /** @param scorers how many have to score a post */
    ClassifierCalls(Address address, int scorers) {
        this.channel = NettyChannelBuilder.forAddress(address.host(), address.port())
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
        this.scorers = scorers;
    }

    @Override
    public void score(String text) {
        int by = classify(List.of(text)).get(0).getBaseScoresCount();
        if (by != scorers) {
            throw new IllegalStateException("scored by " + by + " instead of " + scorers);
        }
    }

    List<ClassifiedPost> classify(List<String> texts) {
        ClassifyPostsRequest.Builder request = ClassifyPostsRequest.newBuilder().setOnDeadline(OnDeadline.ON_DEADLINE_CANCEL);
        for (String text : texts) {
            request.addPosts(PostToClassify.newBuilder().setPostId("p" + request.getPostsCount()).setText(text));
        }
        return ClassifierServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(2, TimeUnit.MINUTES)
                .classifyPosts(request.build())
                .getPostsList();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
