package circumplex.classifier;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of a stream that takes answers only when it is told to. */
public final class TestStream implements AutoCloseable, ClientResponseObserver<ClassifyStreamRequest, ClassifyStreamResponse> {

    private static final long PATIENCE_SECONDS = 60;

    private final LinkedBlockingQueue<ClassifyStreamResponse> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status.Code> end = new CompletableFuture<>();
    private final CompletableFuture<ClientCallStreamObserver<ClassifyStreamRequest>> requests = new CompletableFuture<>();

    public TestStream(Channel channel) {
        ClassifierServiceGrpc.newStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS).classifyStream(this);
    }

    public void request(int count) {
        requests.join().request(count);
    }

    public void send(ClassifyStreamRequest batch) {
        requests.join().onNext(batch);
    }

    public void complete() {
        requests.join().onCompleted();
    }

    /** Whether the transport takes more within {@code patience}. */
    boolean awaitReady(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            while (!requests.join().isReady()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        }
        return true;
    }

    public List<ClassifyStreamResponse> await(int count) {
        List<ClassifyStreamResponse> taken = new ArrayList<>();
        try {
            while (taken.size() < count) {
                ClassifyStreamResponse next = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError(taken.size() + " of " + count + " answers, then " + end.getNow(null));
                }
                taken.add(next);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return taken;
    }

    Status.Code awaitEnd() {
        return end.join();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ClassifyStreamRequest> observer) {
        observer.disableAutoRequestWithInitial(0);
        observer.setOnReadyHandler(this::wake);
        requests.complete(observer);
    }

    @Override
    public void onNext(ClassifyStreamResponse answer) {
        answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(Status.fromThrowable(failure).getCode());
    }

    @Override
    public void onCompleted() {
        end.complete(Status.Code.OK);
    }

    /** Cancels what has not ended. */
    @Override
    public void close() {
        if (!end.isDone()) {
            requests.join().cancel("the test is over", null);
        }
    }

    private synchronized void wake() {
        notifyAll();
    }
}
