package circumplex.personalizer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.model.tensor.Dtype;
import circumplex.model.tensor.Safetensors;
import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
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
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
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

/** From a file to a model, also over services that end meanwhile; and what is refused on the way. */
final class TrainingJobsTest {

    /** A process that starts on a busy machine takes its time. */
    private static final long PATIENCE_SECONDS = 300;

    /** The exit code of a process that took signal 9. */
    private static final int KILLED = 128 + 9;

    /** Steps that no process comes to here. */
    private static final int CLAIMED = 50_000;

    @TempDir
    private Path folder;

    private final String database = Engine.H2.freshUrl();

    @Test
    void aFileBecomesAModelThatIsJudged() throws Exception {
        try (RunningService service = start(Map.of())) {
            byte[] file = smallTable();
            ImportDatasetResponse imported = importing(service.channel(), file, 1000);
            Dataset dataset = imported.getDataset();
            assertThat(imported.getExisted()).isFalse();
            assertThat(dataset.getAnnotations()).isEqualTo(480);
            assertThat(dataset.getPeople()).isEqualTo(40);
            assertThat(dataset.getScorerIdsList()).containsExactly("toy");
            assertThat(dataset.getSizeBytes()).isEqualTo(file.length);
            assertThat(dataset.getCard()).contains("# Data card of small table").doesNotContain("person1", "post1 ");

            String jobId = stub(service)
                    .startTraining(training(dataset.getDatasetId(), Map.of("epochs", 2.0, "nets", 1.0)))
                    .getJob()
                    .getJobId();
            List<TrainingJob> seen = watch(service, jobId);
            TrainingJob trained = seen.get(seen.size() - 1);
            assertThat(trained.getState()).as(trained.getFailure()).isEqualTo(JobState.JOB_STATE_SUCCEEDED);
            assertThat(trained.getStepsDone()).isEqualTo(trained.getStepsTotal()).isPositive();
            GetModelResponse described = stub(service)
                    .getModel(GetModelRequest.newBuilder().setModelId(trained.getModelId()).build());
            assertThat(described.getModel().getDatasetId()).isEqualTo(dataset.getDatasetId());
            assertThat(described.getModel().getJobId()).isEqualTo(jobId);
            assertThat(described.getProvenanceJson()).contains(dataset.getDatasetId()).contains("\"CC0\"").doesNotContain(folder.toString());
            assertThat(folder.resolve("jobs").resolve(jobId)).doesNotExist();

            TrainingJob judged = judged(service, trained.getModelId(), dataset.getDatasetId());
            assertThat(judged.getState()).as(judged.getFailure()).isEqualTo(JobState.JOB_STATE_SUCCEEDED);
            assertThat(stub(service)
                            .getModel(GetModelRequest.newBuilder().setModelId(trained.getModelId()).build())
                            .getEvaluationsList())
                    .anySatisfy(evaluation -> {
                        assertThat(evaluation.getDatasetId()).isEqualTo(dataset.getDatasetId());
                        assertThat(evaluation.getSeenInTraining()).as("it has learnt from these data").isTrue();
                        assertThat(evaluation.getFiguresList()).extracting("measure").contains("rho", "feed_tau");
                    });

            Path model = folder.resolve("models").resolve(trained.getModelId());
            Files.move(model, folder.resolve("elsewhere"));
            assertThat(judged(service, trained.getModelId(), dataset.getDatasetId()).getFailure())
                    .contains("models/" + trained.getModelId())
                    .doesNotContain(folder.toString());
        }
    }

    @Test
    void cancellingKillsTheProcess() throws Exception {
        try (RunningService service = start(Map.of("circumplex.jobs.queue", 2))) {
            String dataset = importing(service.channel(), smallTable(), 1 << 20).getDataset().getDatasetId();
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
    void aTrainingGoesOnWhereItWasAfterItsServiceWasKilledAndIsFreeAtOnceAfterItWasStopped() throws Exception {
        String jobId;
        try (ServiceAsProcess killed = ServiceAsProcess.start(folder)) {
            String dataset = importing(killed.channel(), smallTable(), 1 << 20).getDataset().getDatasetId();
            jobId = stub(killed.channel())
                    .startTraining(training(dataset, Map.of("minSteps", 100_000.0, "people", 2.0, "nets", 1.0)))
                    .getJob()
                    .getJobId();
            Eventually.holds("a checkpoint", Duration.ofSeconds(PATIENCE_SECONDS), () -> !checkpoints(jobId).isEmpty());
            assertThat(killed.kill()).isEqualTo(KILLED);
            assertThat(killed.children()).hasSize(1);
            Eventually.holds("its process ends with it", () -> killed.children().stream().noneMatch(ProcessHandle::isAlive));
        }
        // More than was done can have been: so it is seen that the next one goes on from here. The lease runs out while nobody waits.
        Path checkpoint = checkpoints(jobId).get(0);
        Map<String, Tensor> state = new HashMap<>(Safetensors.read(Files.readAllBytes(checkpoint)).byName());
        state.put("step", Tensor.of(new int[] {CLAIMED}, 1));
        Files.write(checkpoint, Safetensors.write(Tensors.of(state)));
        assertThat(changed("update model_job set lease_until = now() where state = 'RUNNING' and lease_until > now()")).isEqualTo(1);

        try (ServiceAsProcess stopped = ServiceAsProcess.start(folder)) {
            Iterator<WatchTrainingResponse> seen = stub(stopped.channel())
                    .watchTraining(WatchTrainingRequest.newBuilder().setJobId(jobId).build());
            int before = seen.next().getJob().getStepsDone();
            int now = before;
            while (now == before) {
                now = seen.next().getJob().getStepsDone();
            }
            assertThat(now).isGreaterThan(CLAIMED);
            assertThat(stopped.stop()).isZero();
            assertThat(stopped.children()).hasSize(1);
            Eventually.holds("its process ends with it", () -> stopped.children().stream().noneMatch(ProcessHandle::isAlive));
        }
        assertThat(Safetensors.read(Files.readAllBytes(checkpoint)).require("step", Dtype.I32, 1).ints()[0]).isGreaterThanOrEqualTo(CLAIMED);
        assertThat(changed("update model_job set failure = '' where state = 'QUEUED' and owner = ''")).as("nobody has to wait").isEqualTo(1);
    }

    private List<Path> checkpoints(String jobId) {
        try (Stream<Path> all = Files.find(folder.resolve("jobs").resolve(jobId), 3, (path, is) -> path.toString().endsWith(".safetensors"))) {
            return all.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Rows that a statement changes while no service has the database. */
    private int changed(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(RunningService.fileUrl(folder.resolve("database")), "sa", "");
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    @Test
    void aJobThatSomebodyElseHasTakenIsLetGoWithoutItsResult() throws Exception {
        try (RunningService service = start(Map.of())) {
            String dataset = importing(service.channel(), smallTable(), 1 << 20).getDataset().getDatasetId();
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

            Refused refused = Refused.by(() -> importing(service.channel(), bad, 1000));
            assertThat(refused.reason()).isEqualTo("INVALID_REQUEST");
            assertThat(refused.violations()).contains("content dataset.row");
            assertThat(Refused.by(() -> importing(service.channel(), "no,table\n".getBytes(StandardCharsets.UTF_8), 1000)).violations())
                    .containsExactly("content dataset");
            assertThat(Refused.by(() -> importing(service.channel(), new byte[(1 << 20) + 1], 1 << 20)).summary()).isEqualTo(Refused.invalid("content", "dataset.bytes"));
            assertThat(Refused.by(() -> send(service.channel(), List.of(content(bad, 0, 4)))).summary()).isEqualTo(Refused.invalid("header", "header.first"));
            assertThat(Refused.by(() -> send(service.channel(), List.of())).summary()).isEqualTo(Refused.invalid("header", "header.first"));

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
        return stub(service.channel());
    }

    private static ModelServiceBlockingStub stub(ManagedChannel channel) {
        return ModelServiceGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static StartTrainingRequest training(String datasetId, Map<String, Double> settings) {
        return StartTrainingRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setDatasetId(datasetId)
                .setSeed(1)
                .putAllSettings(settings)
                .build();
    }

    private static TrainingJob judged(RunningService service, String modelId, String datasetId) {
        return last(watch(
                service,
                stub(service)
                        .evaluateModel(EvaluateModelRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .setModelId(modelId)
                                .setDatasetId(datasetId)
                                .setSeed(1)
                                .build())
                        .getJob()
                        .getJobId()));
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

    private static ImportDatasetResponse importing(ManagedChannel channel, byte[] file, int chunk) throws Exception {
        List<ImportDatasetRequest> parts = new ArrayList<>();
        parts.add(ImportDatasetRequest.newBuilder()
                .setHeader(DatasetHeader.newBuilder().setName("small table").setLicence("CC0"))
                .build());
        for (int at = 0; at < file.length; at += chunk) {
            parts.add(content(file, at, Math.min(chunk, file.length - at)));
        }
        return send(channel, parts);
    }

    private static ImportDatasetRequest content(byte[] file, int at, int length) {
        return ImportDatasetRequest.newBuilder().setContent(ByteString.copyFrom(file, at, length)).build();
    }

    private static ImportDatasetResponse send(ManagedChannel channel, List<ImportDatasetRequest> parts) throws Exception {
        CompletableFuture<ImportDatasetResponse> answer = new CompletableFuture<>();
        StreamObserver<ImportDatasetRequest> out = ModelServiceGrpc.newStub(channel)
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
