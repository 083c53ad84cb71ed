package circumplex.personalizer.registry;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.v1.ListModelsRequest;
import circumplex.personalizer.v1.ListPromotionsRequest;
import circumplex.personalizer.v1.ModelPointer;
import circumplex.personalizer.v1.ModelServiceGrpc;
import circumplex.personalizer.v1.ModelServiceGrpc.ModelServiceBlockingStub;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.Promotion;
import circumplex.personalizer.v1.RollbackModelRequest;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.wire.WireValueSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A running personalizer with models that nobody trained, and calls to its registry. */
final class Models {

    private static final ValueSet SET = ValueSets.all().defaultSet();

    static final String DATASET = "d".repeat(64);

    private final RunningService service;
    private final Path folder;

    Models(RunningService service, Path folder) {
        this.service = service;
        this.folder = folder;
    }

    /** On a fresh database in memory; closed by whoever started it. */
    static Models start(Path folder) {
        return new Models(RunningService.start("personalizer-svc", settings(Engine.H2.freshUrl(), folder)), folder);
    }

    void close() {
        service.close();
    }

    <T> T bean(Class<T> type) {
        return service.bean(type);
    }

    static Map<String, Object> settings(String databaseUrl, Path folder) {
        return Map.of(
                "datasources.default.url", databaseUrl,
                "circumplex.calibrators.folder", folder.toString(),
                "circumplex.calibrators.poll-millis", 100,
                "circumplex.calibrator.folder", "none");
    }

    ModelServiceBlockingStub stub() {
        return ModelServiceGrpc.newBlockingStub(service.channel()).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    /** Makes a model and puts it among the others, as a training does. */
    String add(long seed) {
        return add("default", seed, false);
    }

    /** @param recorded whether it says that it has learnt from the tenant's own people */
    String add(String tenant, long seed, boolean recorded) {
        try (Torch torch = Torch.start()) {
            ModelShelf staging = new ModelShelf(folder.resolve("staging"));
            String id = staging.publish(RandomModels.draft(torch, RandomModels.weights(List.of("toy"), 0, 1, seed)));
            service.bean(Registry.class).adopt(tenant, staging, id, DATASET, UUID.randomUUID().toString(), recorded);
            return id;
        } catch (EngineUnavailable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A model that was judged on the common data set, where the gain has .2 and .1. */
    String add(long seed, double rho, double tau) {
        String id = add(seed);
        String json =
                """
                {"protocol": "one", "seed": 1, "data": {"sha256": "%s"},
                 "results": [{"predictor": "calibrator", "k": 0, "spearman": {"mean": %s, "low": %s, "high": %s}},
                             {"predictor": "raw base scores + gain, shrunk by 10", "k": 0, "spearman": {"mean": 0.2, "low": 0.1, "high": 0.3}}],
                 "feedTau": [{"predictor": "calibrator", "k": 0, "activeValues": 3, "tau": {"mean": %s, "low": %s, "high": %s}},
                             {"predictor": "raw base scores + gain, shrunk by 10", "k": 0, "activeValues": 3,
                              "tau": {"mean": 0.1, "low": 0, "high": 0.2}}]}
                """
                        .formatted(DATASET, rho, rho - .01, rho + .01, tau, tau - .01, tau + .01);
        service.bean(Registry.class).judged("default", id, DATASET, 1, json);
        return id;
    }

    ModelPointer pointer() {
        return stub().listModels(ListModelsRequest.getDefaultInstance()).getPointer();
    }

    /** Back when the model answers. */
    void promote(String modelId) {
        promote(promotion(modelId).build());
    }

    /** As the other, past the gate. */
    void force(String modelId) {
        promote(promotion(modelId).setForce(true).setReason("a test").build());
    }

    ModelPointer promote(PromoteModelRequest request) {
        ModelPointer moved = stub().promoteModel(request).getPointer();
        Eventually.holds("the model answers", () -> pointer().getServedHere());
        return moved.toBuilder().setServedHere(true).build();
    }

    PromoteModelRequest.Builder promotion(String modelId) {
        return PromoteModelRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setModelId(modelId)
                .setEtag(pointer().getEtag());
    }

    ModelPointer rollBack() {
        return stub().rollbackModel(rollback()).getPointer();
    }

    static RollbackModelRequest rollback() {
        return RollbackModelRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).build();
    }

    List<Promotion> history() {
        return stub().listPromotions(ListPromotionsRequest.newBuilder().setPageSize(100).build()).getPromotionsList();
    }

    void personalize() {
        PersonalizerServiceGrpc.newBlockingStub(service.channel()).withDeadlineAfter(30, TimeUnit.SECONDS).personalizeScores(personalizing());
    }

    /** The model that answers calls now; empty if none does. */
    String answering() {
        return service.bean(circumplex.personalizer.serving.ModelInUse.class)
                .lease()
                .map(lease -> {
                    try (lease) {
                        return lease.model().id();
                    }
                })
                .orElse("");
    }

    /** A call about three posts. */
    static PersonalizeScoresRequest personalizing() {
        PersonalizeScoresRequest.Builder request =
                PersonalizeScoresRequest.newBuilder().setUserId("anna").setValueSet(WireValueSets.ref(SET));
        for (int post = 0; post < 3; post++) {
            request.addPosts(PostToPersonalize.newBuilder()
                    .setPostId("post-" + post)
                    .addBaseScores(BaseScores.newBuilder()
                            .setScorerId("toy")
                            .setValues(ValueScores.newBuilder()
                                    .setValueSetId(SET.id())
                                    .addAllScores(Collections.nCopies(SET.size(), post + 1f)))));
        }
        return request.build();
    }

    /** Copies a folder of files. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
