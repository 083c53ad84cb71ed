package circumplex.personalizer.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.Samples;
import circumplex.personalizer.annotation.Correction;
import circumplex.personalizer.annotation.DeleteUserData;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.annotation.RecordAnnotations;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.registry.RegisteredModel;
import circumplex.personalizer.registry.Registry;
import circumplex.personalizer.serving.StartingModel;
import circumplex.personalizer.v1.GetModelRequest;
import circumplex.personalizer.v1.GetModelResponse;
import circumplex.personalizer.v1.JobState;
import circumplex.personalizer.v1.ModelServiceGrpc;
import circumplex.personalizer.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import circumplex.personalizer.v1.RecordedSource;
import circumplex.personalizer.v1.StartTrainingRequest;
import circumplex.personalizer.v1.TrainingJob;
import circumplex.personalizer.v1.WatchTrainingRequest;
import circumplex.personalizer.v1.WatchTrainingResponse;
import io.micronaut.transaction.SynchronousTransactionManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what the people of a tenant annotated to a model, and what becomes of the copy that it learns from. */
final class RecordedTrainingTest {

    private static final long PATIENCE_SECONDS = 300;
    private static final int PEOPLE = 25;
    private static final int EACH = 22;
    private static final String DATASET = "d".repeat(64);

    private static final Model SHIPPED = StartingModel.shipped().orElseThrow();
    private static final String SCORER = CalibratorFolder.weights(SHIPPED).scorers().get(0);

    @TempDir
    private Path folder;

    @Test
    void fiveHundredAnnotationsRefitTheMapOfTheModelThatShipsAndOfTheOneMadeOfIt() {
        try (RunningService service = start()) {
            annotate(service);

            TrainingJob job = ended(service, recorded().setBaseModelId(Job.SHIPPED));

            assertThat(job.getState()).as(job.getFailure()).isEqualTo(JobState.JOB_STATE_SUCCEEDED);
            assertThat(job.getRecorded()).isTrue();
            assertThat(job.getDatasetId()).isEmpty();
            assertThat(job.getBaseModelId()).isEqualTo(Job.SHIPPED);
            GetModelResponse model =
                    stub(service).getModel(GetModelRequest.newBuilder().setModelId(job.getModelId()).build());
            assertThat(model.getModel().getScorerIdsList()).containsExactly(SCORER);
            assertThat(model.getModel().getDatasetId()).matches("[0-9a-f]{64}");
            assertThat(model.getProvenanceJson()).contains(SHIPPED.id()).contains(model.getModel().getDatasetId()).doesNotContain(folder.toString());
            assertThat(model.getProvenanceJson() + model.getCard() + model.getMetricsJson()).doesNotContain("person-");
            assertThat(folder.resolve("jobs").resolve(job.getJobId())).as("with the copy").doesNotExist();

            TrainingJob more = ended(service, recorded().setBaseModelId(job.getModelId()));
            assertThat(more.getState()).as(more.getFailure()).isEqualTo(JobState.JOB_STATE_SUCCEEDED);
            assertThat(stub(service)
                            .getModel(GetModelRequest.newBuilder().setModelId(more.getModelId()).build())
                            .getProvenanceJson())
                    .contains(job.getModelId());

            TrainingJob none = ended(service, recorded().addScorerIds("another"));
            assertThat(none.getState()).isEqualTo(JobState.JOB_STATE_FAILED);
            assertThat(none.getFailure()).isEqualTo("there are no annotations with scores of another");
            assertThat(folder.resolve("jobs").resolve(none.getJobId())).doesNotExist();
        }
    }

    @Test
    void whatIsMadeOfAModelThatLearntFromPeopleIsTheirTenantsAlone() throws EngineUnavailable {
        try (RunningService service = start();
                Torch torch = Torch.start()) {
            Registry registry = service.bean(Registry.class);
            ModelShelf staging = new ModelShelf(folder.resolve("staging"));
            String common = publish(torch, staging, 1);
            registry.adopt("default", staging, common, DATASET, UUID.randomUUID().toString(), false);
            String ofPeople = publish(torch, staging, 2);
            registry.adopt("default", staging, ofPeople, DATASET, UUID.randomUUID().toString(), true);

            String ofTheirs = finished(service, torch, job(DATASET, ofPeople), 3);
            String again = finished(service, torch, job(DATASET, ofTheirs), 4);
            String ofCommon = finished(service, torch, job(DATASET, common), 5);
            String ofShipped = finished(service, torch, job(DATASET, Job.SHIPPED), 6);
            String anew = finished(service, torch, job(DATASET, ""), 7);
            String recorded = finished(service, torch, job("", ""), 8);

            String set = Samples.SET.id();
            assertThat(registry.list("default", set))
                    .filteredOn(RegisteredModel::recorded)
                    .extracting(RegisteredModel::id)
                    .containsExactlyInAnyOrder(ofPeople, ofTheirs, again, recorded);
            assertThat(registry.list("another tenant", set))
                    .extracting(RegisteredModel::id)
                    .containsExactlyInAnyOrder(common, ofCommon, ofShipped, anew);
        }
    }

    @Test
    void theCopyIsMadeAnewWithoutTheErasedAndRemovedWhenTheServiceEnds() throws Exception {
        try (RunningService service = start()) {
            annotate(service);
            JobWork work = service.bean(JobWork.class);
            Job job = job("", "");
            Path copy = folder.resolve("jobs").resolve(job.id()).resolve("recorded.csv");

            assertThat(work.arguments(job, () -> true)).contains("--data=" + copy, "--base=" + SCORER);
            assertThat(Files.readAllLines(copy)).hasSize(1 + PEOPLE * EACH * Samples.SET.size());
            assertThat(Files.readString(copy)).doesNotContain("user");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy))).isEqualTo("rw-------");
            assertThat(service.bean(DeleteUserData.class).delete(new Person("default", "user-3"))).isEqualTo(EACH);
            work.arguments(job, () -> true);
            assertThat(Files.readAllLines(copy)).hasSize(1 + (PEOPLE - 1) * EACH * Samples.SET.size());
            work.removeCopy(job);
            assertThat(copy).doesNotExist();

            assertThatThrownBy(() -> work.arguments(job, () -> false)).isInstanceOf(CancellationException.class);
            work.clear(job.id());
            assertThat(copy.resolveSibling("")).doesNotExist();
        }
    }

    @Test
    void whatCannotBeTrainedOnIsRefused() {
        try (RunningService service = start()) {
            assertThat(Refused.by(() -> stub(service).startTraining(recorded().build())).summary())
                    .isEqualTo(Refused.invalid("", "start_training.scorers"));
            assertThat(Refused.by(() -> stub(service)
                                    .startTraining(recorded().addScorerIds(SCORER).setBaseModelId("shipped").build()))
                            .summary())
                    .isEqualTo(Refused.invalid("", "start_training.scorers"));
            assertThat(Refused.by(() -> stub(service).startTraining(recorded().setBaseModelId("0".repeat(64)).build())).reason())
                    .isEqualTo("NOT_FOUND");
            TrainingJob shipped = stub(service).startTraining(recorded().setBaseModelId("shipped").build()).getJob();
            assertThat(shipped.getBaseModelId()).isEqualTo("shipped");
        }
    }

    private RunningService start() {
        return RunningService.start(
                "personalizer-svc",
                Map.of(
                        "datasources.default.url", Engine.H2.freshUrl(),
                        "circumplex.calibrators.folder", folder.toString(),
                        "circumplex.calibrator.folder", "none",
                        "circumplex.jobs.heap-mebibytes", 256));
    }

    private static void annotate(RunningService service) {
        Random random = new Random(1);
        RecordAnnotations record = service.bean(RecordAnnotations.class);
        for (int person = 0; person < PEOPLE; person++) {
            List<Correction> all = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                all.add(Correction.of(new RatedPost(
                        Samples.key(person + i), Samples.randomRatings(random), Map.of(SCORER, Samples.randomScores(random)))));
            }
            Person user = new Person("default", "user-" + person);
            SynchronousTransactionManager<?> transactions = service.bean(SynchronousTransactionManager.class);
            transactions.executeWrite(status -> record.record(user, Samples.SET, all, List.of()));
        }
    }

    private static String publish(Torch torch, ModelShelf shelf, long seed) {
        return shelf.publish(RandomModels.draft(torch, RandomModels.weights(List.of(SCORER), 0, 1, seed)));
    }

    /** The model of a job whose process left one. */
    private String finished(RunningService service, Torch torch, Job job, long seed) {
        String unused = publish(torch, new ModelShelf(folder.resolve("jobs").resolve(job.id()).resolve("out")), seed);
        return service.bean(JobWork.class).finish(job);
    }

    /** @param datasetId empty for what people annotated */
    private static Job job(String datasetId, String baseModelId) {
        return new Job(
                "default",
                UUID.randomUUID().toString(),
                Job.Kind.TRAINING,
                Job.State.RUNNING,
                datasetId,
                datasetId.isEmpty(),
                baseModelId,
                "",
                List.of(SCORER),
                1,
                Map.of(),
                0,
                0,
                -1,
                "",
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    private static StartTrainingRequest.Builder recorded() {
        return StartTrainingRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setRecorded(RecordedSource.getDefaultInstance())
                .setSeed(1);
    }

    private static ModelServiceBlockingStub stub(RunningService service) {
        return ModelServiceGrpc.newBlockingStub(service.channel()).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static TrainingJob ended(RunningService service, StartTrainingRequest.Builder request) {
        String jobId = stub(service).startTraining(request.build()).getJob().getJobId();
        List<TrainingJob> seen = new ArrayList<>();
        stub(service)
                .watchTraining(WatchTrainingRequest.newBuilder().setJobId(jobId).build())
                .forEachRemaining((WatchTrainingResponse answer) -> seen.add(answer.getJob()));
        return seen.get(seen.size() - 1);
    }
}
