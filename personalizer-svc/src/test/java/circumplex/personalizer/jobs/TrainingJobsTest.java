package circumplex.personalizer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.calibration.SmallTable;
import circumplex.personalizer.twin.LongFormWriter;
import circumplex.personalizer.v1.CancelTrainingRequest;
import circumplex.personalizer.v1.Dataset;
import circumplex.personalizer.v1.DatasetHeader;
import circumplex.personalizer.v1.EvaluateModelRequest;
import circumplex.personalizer.v1.GetModelRequest;
import circumplex.personalizer.v1.GetModelResponse;
import circumplex.personalizer.v1.ImportDatasetRequest;
import circumplex.personalizer.v1.ImportDatasetResponse;
import circumplex.personalizer.v1.JobState;
import circumplex.personalizer.v1.ModelServiceGrpc;
import circumplex.personalizer.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import circumplex.personalizer.v1.StartTrainingRequest;
import circumplex.personalizer.v1.TrainingJob;
import circumplex.personalizer.v1.WatchTrainingRequest;
import circumplex.personalizer.v1.WatchTrainingResponse;
import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file to a model, over a restart of the service; and what is refused on the way. */
final class TrainingJobsTest {

    /** A process that starts on a busy machine takes its time. */
    private static final long PATIENCE_SECONDS = 300;

    /** The exit code of a process that took signal 9. */
    private static final int KILLED = 128 + 9;

    @TempDir
    private Path folder;

    private final String database = Engine.H2.freshUrl();

    @Test
    void aFileBecomesAModelThoughTheServiceRestartsMeanwhile() throws Exception {
        String jobId;
        Dataset dataset;
        try (RunningService service = start(Map.of())) {
            byte[] file = smallTable();
            ImportDatasetResponse imported = importing(service, file, 1000);
            dataset = imported.getDataset();
            assertThat(imported.getExisted()).isFalse();
            assertThat(dataset.getAnnotations()).isEqualTo(480);
            assertThat(dataset.getPeople()).isEqualTo(40);
            assertThat(dataset.getScorerIdsList()).containsExactly("toy");
            assertThat(dataset.getSizeBytes()).isEqualTo(file.length);
            assertThat(dataset.getCard()).contains("# Data card of small table").doesNotContain("person1", "post1 ");

            jobId = stub(service)
                    .startTraining(training(dataset.getDatasetId(), Map.of("epochs", 2.0, "nets", 1.0)))
                    .getJob()
                    .getJobId();
            Eventually.holds("a process", () -> service.bean(RunJobs.class).child() != null);
        }
        try (RunningService service = start(Map.of())) {
            List<TrainingJob> seen = watch(service, jobId);
            TrainingJob trained = seen.get(seen.size() - 1);
            assertThat(trained.getState()).as(trained.getFailure()).isEqualTo(JobState.JOB_STATE_SUCCEEDED);
            assertThat(trained.getStepsDone()).isEqualTo(trained.getStepsTotal()).isPositive();
            GetModelResponse model = stub(service)
                    .getModel(GetModelRequest.newBuilder().setModelId(trained.getModelId()).build());
            assertThat(model.getModel().getDatasetId()).isEqualTo(dataset.getDatasetId());
            assertThat(model.getModel().getJobId()).isEqualTo(jobId);
            assertThat(model.getProvenanceJson()).contains(dataset.getDatasetId()).contains("\"CC0\"").doesNotContain(folder.toString());
            assertThat(folder.resolve("jobs").resolve(jobId)).doesNotExist();

            TrainingJob judged = last(watch(service, stub(service)
                    .evaluateModel(EvaluateModelRequest.newBuilder()
                            .setRequestId(UUID.randomUUID().toString())
                            .setModelId(trained.getModelId())
                            .setDatasetId(dataset.getDatasetId())
                            .setSeed(1)
                            .build())
                    .getJob()
                    .getJobId()));
            assertThat(judged.getState()).as(judged.getFailure()).isEqualTo(JobState.JOB_STATE_SUCCEEDED);
            assertThat(stub(service)
                            .getModel(GetModelRequest.newBuilder().setModelId(trained.getModelId()).build())
                            .getEvaluationsList())
                    .anySatisfy(evaluation -> {
                        assertThat(evaluation.getDatasetId()).isEqualTo(dataset.getDatasetId());
                        assertThat(evaluation.getSeenInTraining()).as("it has learnt from these data").isTrue();
                        assertThat(evaluation.getFiguresList()).extracting("measure").contains("rho", "feed_tau");
                    });
        }
    }

    @Test
    void cancellingKillsTheProcess() throws Exception {
        try (RunningService service = start(Map.of("circumplex.jobs.queue", 2))) {
            String dataset = importing(service, smallTable(), 1 << 20).getDataset().getDatasetId();
            StartTrainingRequest request = training(dataset, Map.of("epochs", 1000.0, "people", 2.0));
            TrainingJob job = stub(service).startTraining(request).getJob();
            assertThat(stub(service).startTraining(request).getJob()).as("the same request again").isEqualTo(job);
            TrainingJob waiting = stub(service).startTraining(training(dataset, Map.of())).getJob();
            Refused full = Refused.by(() -> stub(service).startTraining(training(dataset, Map.of())));
            assertThat(full.reason()).isEqualTo("BUSY");
            assertThat(full.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);

            assertThat(cancel(service, waiting.getJobId()).getState()).isEqualTo(JobState.JOB_STATE_CANCELLED);
            RunJobs running = service.bean(RunJobs.class);
            Eventually.holds("a process", () -> running.child() != null);
            ChildProcess process = Objects.requireNonNull(running.child());
            TrainingJob cancelled = cancel(service, job.getJobId());

            assertThat(cancelled.getState()).isEqualTo(JobState.JOB_STATE_CANCELLED);
            assertThat(process.ended(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))).isTrue();
            assertThat(process.exitCode()).as("killed, not come to its end").isEqualTo(KILLED);
            Eventually.holds("nothing stays", () -> !Files.exists(folder.resolve("jobs").resolve(job.getJobId())));
            assertThat(cancel(service, job.getJobId())).as("once more").isEqualTo(cancelled);
            assertThat(last(watch(service, job.getJobId()))).isEqualTo(cancelled);
        }
    }

    @Test
    void aJobThatSomebodyElseHasTakenIsLetGoWithoutItsResult() throws Exception {
        try (RunningService service = start(Map.of())) {
            String dataset = importing(service, smallTable(), 1 << 20).getDataset().getDatasetId();
            TrainingJob job =
                    stub(service).startTraining(training(dataset, Map.of("epochs", 1000.0, "people", 2.0))).getJob();
            RunJobs running = service.bean(RunJobs.class);
            Eventually.holds("a process", () -> running.child() != null);
            ChildProcess process = Objects.requireNonNull(running.child());
            JobStore jobs = service.bean(JobStore.class);
            Instant later = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
            assertThat(jobs.take("default", job.getJobId(), "another replica", later, later.plus(1, ChronoUnit.HOURS))).isEqualTo(1);

            assertThat(process.ended(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))).isTrue();
            assertThat(process.exitCode()).isEqualTo(KILLED);
            Eventually.holds("it is let go", () -> running.child() == null);
            assertThat(jobs.require("default", job.getJobId()).state()).isEqualTo(Job.State.RUNNING);
            assertThat(folder.resolve("jobs").resolve(job.getJobId())).as("the other one goes on there").exists();
            assertThat(cancel(service, job.getJobId()).getState()).isEqualTo(JobState.JOB_STATE_CANCELLED);
        }
    }

    @Test
    void aFileWithABadRowIsRefusedWithItsLineAndNothingStays() throws Exception {
        try (RunningService service = start(Map.of("circumplex.jobs.dataset-max-bytes", 1 << 20))) {
            String header = "annotator_id,post_id,value_id,rating,base_toy\n";
            byte[] bad = (header + "anna,p,face,3,1.5\nanna,secret,face,9,1.5\n").getBytes(StandardCharsets.UTF_8);

            Refused refused = Refused.by(() -> importing(service, bad, 1000));
            assertThat(refused.reason()).isEqualTo("INVALID_REQUEST");
            assertThat(refused.violations()).contains("content dataset.row");
            assertThat(Refused.by(() -> importing(service, "no,table\n".getBytes(StandardCharsets.UTF_8), 1000)).violations())
                    .containsExactly("content dataset");
            assertThat(Refused.by(() -> importing(service, new byte[(1 << 20) + 1], 1 << 20)).summary()).isEqualTo(Refused.invalid("content", "dataset.bytes"));
            assertThat(Refused.by(() -> send(service, List.of(content(bad, 0, 4)))).summary()).isEqualTo(Refused.invalid("header", "header.first"));
            assertThat(Refused.by(() -> send(service, List.of())).summary()).isEqualTo(Refused.invalid("header", "header.first"));

            try (Stream<Path> left = Files.list(folder.resolve("datasets"))) {
                assertThat(left).isEmpty();
            }
            assertThat(Refused.by(() -> stub(service).startTraining(training("0".repeat(64), Map.of()))).reason()).isEqualTo("NOT_FOUND");
        }
    }

    private RunningService start(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "datasources.default.url", database,
                "circumplex.calibrators.folder", folder.toString(),
                "circumplex.calibrator.folder", "none",
                "circumplex.jobs.heap-mebibytes", 256));
        settings.putAll(more);
        return RunningService.start("personalizer-svc", settings);
    }

    private static byte[] smallTable() throws IOException {
        Path file = Files.createTempFile("small", ".csv");
        try {
            LongFormWriter.write(SmallTable.of(40, 60, 12, 1), file);
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    private static ModelServiceBlockingStub stub(RunningService service) {
        return ModelServiceGrpc.newBlockingStub(service.channel()).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static StartTrainingRequest training(String datasetId, Map<String, Double> settings) {
        return StartTrainingRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setDatasetId(datasetId)
                .setSeed(1)
                .putAllSettings(settings)
                .build();
    }

    private static TrainingJob cancel(RunningService service, String jobId) {
        return stub(service).cancelTraining(CancelTrainingRequest.newBuilder().setJobId(jobId).build()).getJob();
    }

    private static List<TrainingJob> watch(RunningService service, String jobId) {
        List<TrainingJob> seen = new ArrayList<>();
        stub(service)
                .watchTraining(WatchTrainingRequest.newBuilder().setJobId(jobId).build())
                .forEachRemaining((WatchTrainingResponse answer) -> seen.add(answer.getJob()));
        return seen;
    }

    private static TrainingJob last(List<TrainingJob> seen) {
        return seen.get(seen.size() - 1);
    }

    private static ImportDatasetResponse importing(RunningService service, byte[] file, int chunk) throws Exception {
        List<ImportDatasetRequest> parts = new ArrayList<>();
        parts.add(ImportDatasetRequest.newBuilder()
                .setHeader(DatasetHeader.newBuilder().setName("small table").setLicence("CC0"))
                .build());
        for (int at = 0; at < file.length; at += chunk) {
            parts.add(content(file, at, Math.min(chunk, file.length - at)));
        }
        return send(service, parts);
    }

    private static ImportDatasetRequest content(byte[] file, int at, int length) {
        return ImportDatasetRequest.newBuilder().setContent(ByteString.copyFrom(file, at, length)).build();
    }

    private static ImportDatasetResponse send(RunningService service, List<ImportDatasetRequest> parts) throws Exception {
        CompletableFuture<ImportDatasetResponse> answer = new CompletableFuture<>();
        StreamObserver<ImportDatasetRequest> out = ModelServiceGrpc.newStub(service.channel())
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .importDataset(new StreamObserver<>() {
                    @Override
                    public void onNext(ImportDatasetResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        answer.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        parts.forEach(out::onNext);
        out.onCompleted();
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }
}
