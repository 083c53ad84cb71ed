package circumplex.kit;

import circumplex.personalizer.v1.ExportUserDataRequest;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** As {@link SteeredRankerEndpoint}, for a method that answers with a stream. */
@Singleton
@Requires(property = "kit.test.endpoint")
public final class SteeredPersonalizerEndpoint extends PersonalizerServiceGrpc.PersonalizerServiceImplBase {

    private volatile Consumer<StreamObserver<ExportUserDataResponse>> work = StreamObserver::onCompleted;

    /** What the next calls do. */
    void does(Consumer<StreamObserver<ExportUserDataResponse>> nextWork) {
        this.work = nextWork;
    }

    @Override
    public void exportUserData(ExportUserDataRequest request, StreamObserver<ExportUserDataResponse> out) {
        work.accept(out);
    }
}
