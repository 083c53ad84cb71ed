package circumplex.bench.classifier;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.cli.services.Address;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client of a stream that sends as much as it can and reads nothing. */
final class SlowReader implements AutoCloseable, ClientResponseObserver<ClassifyStreamRequest, ClassifyStreamResponse> {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int POSTS = 100;
    private static final String TEXT = "Kind people help each other. ".repeat(100);

    private final ManagedChannel channel;
    private final CompletableFuture<ClientCallStreamObserver<ClassifyStreamRequest>> requests = new CompletableFuture<>();

    SlowReader(Address address) {
        channel = NettyChannelBuilder.forAddress(address.host(), address.port()).usePlaintext().build();
        ClassifierServiceGrpc.newStub(channel).withDeadlineAfter(10, TimeUnit.MINUTES).classifyStream(this);
    }

    /** The bytes that were taken before nothing more was, at most {@code limit} and a batch. */
    long fill(long limit) {
        long taken = 0;
        for (int batch = 0; taken < limit && ready(); batch++) {
            ClassifyStreamRequest.Builder request = ClassifyStreamRequest.newBuilder().setToken(Integer.toString(batch));
            for (int post = 0; post < POSTS; post++) {
                request.addPosts(PostToClassify.newBuilder().setPostId(Integer.toString(post)).setText(batch + " " + post + " " + TEXT));
            }
            taken += request.build().getSerializedSize();
            requests.join().onNext(request.build());
        }
        return taken;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ClassifyStreamRequest> observer) {
        observer.disableAutoRequestWithInitial(0);
        requests.complete(observer);
    }

    @Override
    public void onNext(ClassifyStreamResponse answer) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {}

    @Override
    public void close() {
        requests.join().cancel("the trial is over", null);
        channel.shutdownNow();
    }

    private boolean ready() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!requests.join().isReady()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return true;
    }
}
