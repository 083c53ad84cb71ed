package circumplex.cli.services;

import circumplex.personalizer.v1.CancelTrainingRequest;
import circumplex.personalizer.v1.DatasetHeader;
import circumplex.personalizer.v1.EvaluateModelRequest;
import circumplex.personalizer.v1.GetModelRequest;
import circumplex.personalizer.v1.GetModelResponse;
import circumplex.personalizer.v1.ImportDatasetRequest;
import circumplex.personalizer.v1.ImportDatasetResponse;
import circumplex.personalizer.v1.ListModelsRequest;
import circumplex.personalizer.v1.ListModelsResponse;
import circumplex.personalizer.v1.ListPromotionsRequest;
import circumplex.personalizer.v1.ListPromotionsResponse;
import circumplex.personalizer.v1.ModelServiceGrpc;
import circumplex.personalizer.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.PromoteModelResponse;
import circumplex.personalizer.v1.RollbackModelRequest;
import circumplex.personalizer.v1.RollbackModelResponse;
import circumplex.personalizer.v1.ShadowModelRequest;
import circumplex.personalizer.v1.ShadowModelResponse;
import circumplex.personalizer.v1.StartTrainingRequest;
import circumplex.personalizer.v1.TrainingJob;
import circumplex.personalizer.v1.WatchTrainingRequest;
import circumplex.personalizer.v1.WatchTrainingResponse;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The registry of models, as the commands use it. */
public final class ModelsClient implements AutoCloseable {

    /** As long as services let a stream last. */
    private static final long STREAM_SECONDS = 600;

    private static final int CHUNK_BYTES = 1 << 18;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Address address;
    private final Connection connection;
    private final ModelServiceBlockingStub models;

    public ModelsClient(Address address) {
        this.address = address;
        connection = new Connection(ServiceName.PERSONALIZER, address);
        models = ModelServiceGrpc.newBlockingStub(connection.channel());
    }

    public ListModelsResponse list(ListModelsRequest request) {
        return connection.call(models, stub -> stub.listModels(request));
    }

    public GetModelResponse get(String modelId) {
        GetModelRequest request = GetModelRequest.newBuilder().setModelId(modelId).build();
        return connection.call(models, stub -> stub.getModel(request));
    }

    public PromoteModelResponse promote(PromoteModelRequest request) {
        return connection.call(models, stub -> stub.promoteModel(request));
    }

    public RollbackModelResponse rollBack(RollbackModelRequest request) {
        return connection.call(models, stub -> stub.rollbackModel(request));
    }

    public ShadowModelResponse shadow(ShadowModelRequest request) {
        return connection.call(models, stub -> stub.shadowModel(request));
    }

    public ListPromotionsResponse history(ListPromotionsRequest request) {
        return connection.call(models, stub -> stub.listPromotions(request));
    }

    public TrainingJob train(StartTrainingRequest request) {
        return connection.call(models, stub -> stub.startTraining(request)).getJob();
    }

    public TrainingJob evaluate(EvaluateModelRequest request) {
        return connection.call(models, stub -> stub.evaluateModel(request)).getJob();
    }

    public TrainingJob cancel(String jobId) {
        CancelTrainingRequest request = CancelTrainingRequest.newBuilder().setJobId(jobId).build();
        return connection.call(models, stub -> stub.cancelTraining(request)).getJob();
    }

    /** Tells {@code seen} of a job until it has ended, for as many hours as that takes. */
    public TrainingJob watch(String jobId, Consumer<TrainingJob> seen) {
        WatchTrainingRequest request = WatchTrainingRequest.newBuilder().setJobId(jobId).build();
        TrainingJob last = TrainingJob.getDefaultInstance();
        while (last.getEndTime().getSeconds() == 0) {
            try {
                Iterator<WatchTrainingResponse> answers =
                        models.withDeadlineAfter(STREAM_SECONDS, TimeUnit.SECONDS).watchTraining(request);
                while (answers.hasNext()) {
                    TrainingJob now = answers.next().getJob();
                    if (!now.equals(last)) {
                        seen.accept(now);
                    }
                    last = now;
                }
            } catch (StatusRuntimeException e) {
                // The longest call is over and the job is not.
                if (e.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
                    throw ServiceError.of(e, ServiceName.PERSONALIZER.label(), address);
                }
            }
        }
        return last;
    }

    /** Sends a file no faster than the service writes it down. */
    public ImportDatasetResponse importDataset(DatasetHeader header, InputStream file) throws IOException {
        Answer answer = new Answer();
        ModelServiceGrpc.newStub(connection.channel())
                .withDeadlineAfter(STREAM_SECONDS, TimeUnit.SECONDS)
                .importDataset(answer);
        answer.send(ImportDatasetRequest.newBuilder().setHeader(header).build());
        for (byte[] next = file.readNBytes(CHUNK_BYTES); next.length > 0; next = file.readNBytes(CHUNK_BYTES)) {
            answer.send(ImportDatasetRequest.newBuilder().setContent(ByteString.copyFrom(next)).build());
        }
        answer.end();
        try {
            return answer.response.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StatusRuntimeException failure) {
                throw ServiceError.of(failure, ServiceName.PERSONALIZER.label(), address);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    /** The call of an import; sends from the thread that reads the file. */
    private static final class Answer implements ClientResponseObserver<ImportDatasetRequest, ImportDatasetResponse> {

        private final CompletableFuture<ImportDatasetResponse> response = new CompletableFuture<>();
        private volatile @Nullable ClientCallStreamObserver<ImportDatasetRequest> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<ImportDatasetRequest> out) {
            call = out;
        }

        void send(ImportDatasetRequest part) {
            ClientCallStreamObserver<ImportDatasetRequest> out = call;
            // Once the service has refused the file it takes no more of it.
            while (out != null && !out.isReady() && !response.isDone()) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            if (out != null && !response.isDone()) {
                out.onNext(part);
            }
        }

        void end() {
            ClientCallStreamObserver<ImportDatasetRequest> out = call;
            if (out != null && !response.isDone()) {
                out.onCompleted();
            }
        }

        @Override
        public void onNext(ImportDatasetResponse answer) {
            response.complete(answer);
        }

        @Override
        public void onError(Throwable failure) {
            response.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            response.completeExceptionally(new IllegalStateException("the service answered nothing"));
        }
    }
}
