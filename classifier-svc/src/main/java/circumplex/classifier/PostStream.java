package circumplex.classifier;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/**
 * One stream of posts. It asks for a batch when the one before is answered and the client has taken its answers, so it holds one batch
 * at most, and what the transport keeps ready of the next one.
 *
 * @param <B> a batch
 * @param <A> its answer
 */
final class PostStream<B, A> implements StreamObserver<B> {

    private final ServerCallStreamObserver<A> out;
    private final Function<B, A> classify;
    private boolean asked;
    private boolean ended;

    private PostStream(ServerCallStreamObserver<A> out, Function<B, A> classify) {
        this.out = out;
        this.classify = classify;
    }

    /** To be called from the handler, before it returns. */
    static <B, A> StreamObserver<B> open(ServerCallStreamObserver<A> out, Function<B, A> classify) {
        PostStream<B, A> stream = new PostStream<>(out, classify);
        out.disableAutoRequest();
        out.setOnReadyHandler(stream::ask);
        stream.ask();
        return stream;
    }

    @Override
    public void onNext(B batch) {
        asked = false;
        out.onNext(classify.apply(batch));
        ask();
    }

    @Override
    public void onCompleted() {
        ended = true;
        out.onCompleted();
    }

    /** The client is gone; whatever works for it sees that in the context. */
    @Override
    public void onError(Throwable failure) {
        ended = true;
    }

    /** gRPC calls all of this one after the other. */
    private void ask() {
        if (!asked && !ended && out.isReady()) {
            asked = true;
            out.request(1);
        }
    }
}
