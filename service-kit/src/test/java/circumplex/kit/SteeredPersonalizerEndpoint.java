package circumplex.kit;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.DeleteUserDataResponse;
import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** As {@link SteeredRankerEndpoint}, for a method that answers with a stream. */
@Singleton
@Requires(property = "kit.test.endpoint")
public final class SteeredPersonalizerEndpoint extends PersonalizerServiceGrpc.PersonalizerServiceImplBase {

    private volatile Consumer<StreamObserver<ExportUserDataResponse>> work = StreamObserver::onCompleted;

    private final AtomicInteger deletions = new AtomicInteger();
    private volatile Refusal deletionRefusal = Refusal.of(ErrorReason.ERROR_REASON_CANCELLED, "The client cancelled the call.");

    /** What the next calls do. */
    void does(Consumer<StreamObserver<ExportUserDataResponse>> nextWork) {
        this.work = nextWork;
    }

    /** From now on deletions are refused; returns how many were asked for. */
    AtomicInteger refuseDeletions(Refusal refusal) {
        deletions.set(0);
        this.deletionRefusal = refusal;
        return deletions;
    }

    @Override
    public void deleteUserData(DeleteUserDataRequest request, StreamObserver<DeleteUserDataResponse> out) {
        deletions.incrementAndGet();
        throw deletionRefusal;
    }

    @Override
    public void exportUserData(ExportUserDataRequest request, StreamObserver<ExportUserDataResponse> out) {
        work.accept(out);
    }
}
