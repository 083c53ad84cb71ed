package circumplex.kit;

import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ListValueSetsRequest;
import circumplex.classifier.v1.ListValueSetsResponse;
import io.grpc.stub.StreamObserver;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A call in another process that goes on until the test deletes a file, and then needs the database. It does not look whether
 * anybody still waits for it.
 */
@Singleton
@Requires(property = "kit.test.held-endpoint")
final class HeldEndpoint extends ClassifierServiceGrpc.ClassifierServiceImplBase {

    /** In the process's folder: made by the test, deleted by it. */
    static final String HOLD = "hold";

    /** In the process's folder: made when the call is under way. */
    static final String ENTERED = "entered";

    private final TransactionOperations<Connection> database;

    HeldEndpoint(TransactionOperations<Connection> database) {
        this.database = database;
    }

    @Override
    public void listValueSets(ListValueSetsRequest request, StreamObserver<ListValueSetsResponse> out) {
        try {
            Files.createFile(Path.of(ENTERED));
            while (Files.exists(Path.of(HOLD))) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database.executeRead(transaction -> {
            try (Statement query = transaction.getConnection().createStatement()) {
                return query.execute("select count(*) from idempotency");
            }
        });
        out.onNext(ListValueSetsResponse.getDefaultInstance());
        out.onCompleted();
    }
}
