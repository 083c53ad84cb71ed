package circumplex.kit.call;

import circumplex.kit.refusal.Refusal;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends a stream no faster than its client reads, so that a slow client costs no memory. */
public final class FlowControl {

    /** Readiness is looked at and not waited for: its callback queues behind the handler that would wait. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private FlowControl() {}

    /**
     * Sends all {@code items}, then completes. To be called from the handler itself, before it returns.
     *
     * @throws Refusal if the client is gone or the deadline passes
     */
    public static <T> void send(Iterator<T> items, StreamObserver<T> out) {
        ServerCallStreamObserver<T> observer = (ServerCallStreamObserver<T>) out;
        while (items.hasNext()) {
            Cancellation.check();
            while (!observer.isReady()) {
                LockSupport.parkNanos(LOOK_NANOS);
                Cancellation.check();
            }
            observer.onNext(items.next());
        }
        observer.onCompleted();
    }
}
