package circumplex.cli;

import circumplex.personalizer.v1.CancelTrainingRequest;
import circumplex.personalizer.v1.CancelTrainingResponse;
import circumplex.personalizer.v1.Dataset;
import circumplex.personalizer.v1.GetModelRequest;
import circumplex.personalizer.v1.GetModelResponse;
import circumplex.personalizer.v1.ImportDatasetRequest;
import circumplex.personalizer.v1.ImportDatasetResponse;
import circumplex.personalizer.v1.JobState;
import circumplex.personalizer.v1.ListModelsRequest;
import circumplex.personalizer.v1.ListModelsResponse;
import circumplex.personalizer.v1.Model;
import circumplex.personalizer.v1.ModelPointer;
import circumplex.personalizer.v1.ModelServiceGrpc.ModelServiceImplBase;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.PromoteModelResponse;
import circumplex.personalizer.v1.StartTrainingRequest;
import circumplex.personalizer.v1.StartTrainingResponse;
import circumplex.personalizer.v1.TrainingJob;
import circumplex.personalizer.v1.WatchTrainingRequest;
import circumplex.personalizer.v1.WatchTrainingResponse;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A registry with one model, whose one job ends as it is told. */
final class FakeModels extends ModelServiceImplBase implements AutoCloseable {

    static final String MODEL = "a".repeat(64);
    static final String JOB = "6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0001";

    final List<Message> requests = Collections.synchronizedList(new ArrayList<>());
    volatile ByteString imported = ByteString.EMPTY;
    volatile boolean refusesFiles;
    volatile boolean changing;
    volatile JobState jobEnds = JobState.JOB_STATE_SUCCEEDED;

    private final LoopbackServer server = new LoopbackServer(this);

    String address() {
        return server.address();
    }

    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> out) {
        requests.add(request);
        out.onNext(ListModelsResponse.newBuilder()
                .addModels(Model.newBuilder().setModelId(MODEL).addScorerIds("toy").setCurrent(true))
                .setPointer(pointer())
                .build());
        out.onCompleted();
    }

    @Override
    public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> out) {
        requests.add(request);
        out.onNext(GetModelResponse.newBuilder().setCard("# Card\n").setPointer(pointer()).build());
        out.onCompleted();
    }

    @Override
    public void promoteModel(PromoteModelRequest request, StreamObserver<PromoteModelResponse> out) {
        requests.add(request);
        out.onNext(PromoteModelResponse.newBuilder().setPointer(pointer()).addFindings("rho is fine").build());
        out.onCompleted();
    }

    @Override
    public void startTraining(StartTrainingRequest request, StreamObserver<StartTrainingResponse> out) {
        requests.add(request);
        out.onNext(StartTrainingResponse.newBuilder().setJob(TrainingJob.newBuilder().setJobId(JOB)).build());
        out.onCompleted();
    }

    @Override
    public void watchTraining(WatchTrainingRequest request, StreamObserver<WatchTrainingResponse> out) {
        TrainingJob.Builder job = TrainingJob.newBuilder().setJobId(JOB).setState(JobState.JOB_STATE_RUNNING).setStepsTotal(4);
        out.onNext(WatchTrainingResponse.newBuilder().setJob(job).build());
        job.setState(jobEnds).setStepsDone(4).setModelId(MODEL).setEndTime(Timestamp.newBuilder().setSeconds(1));
        out.onNext(WatchTrainingResponse.newBuilder().setJob(job).build());
        out.onCompleted();
    }

    @Override
    public void cancelTraining(CancelTrainingRequest request, StreamObserver<CancelTrainingResponse> out) {
        out.onError(Status.NOT_FOUND.asRuntimeException());
    }

    @Override
    public StreamObserver<ImportDatasetRequest> importDataset(StreamObserver<ImportDatasetResponse> out) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ImportDatasetRequest part) {
                if (refusesFiles) {
                    out.onError(Status.INVALID_ARGUMENT.asRuntimeException());
                } else if (part.hasHeader()) {
                    requests.add(part.getHeader());
                } else {
                    imported = imported.concat(part.getContent());
                }
            }

            @Override
            public void onError(Throwable gone) {}

            @Override
            public void onCompleted() {
                if (!refusesFiles) {
                    out.onNext(ImportDatasetResponse.newBuilder()
                            .setDataset(Dataset.newBuilder().setDatasetId("d".repeat(64)).setAnnotations(7))
                            .build());
                    out.onCompleted();
                }
            }
        };
    }

    @Override
    public void close() {
        server.close();
    }

    private ModelPointer pointer() {
        return ModelPointer.newBuilder().setModelId(MODEL).setServedHere(!changing).setEtag("now").build();
    }
}
