package circumplex.personalizer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.GetModelRequest;
import circumplex.personalizer.v1.GetModelResponse;
import circumplex.personalizer.v1.ListModelsRequest;
import circumplex.personalizer.v1.ListModelsResponse;
import circumplex.personalizer.v1.Model;
import circumplex.personalizer.v1.ModelPointer;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.Promotion;
import circumplex.personalizer.v1.PromotionKind;
import circumplex.personalizer.v1.RollbackModelRequest;
import circumplex.personalizer.v1.ShadowModelRequest;
import circumplex.personalizer.v1.ShadowModelResponse;
import circumplex.personalizer.v1.ShadowSummary;
import io.grpc.Status.Code;
import io.micronaut.data.annotation.Query;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which model is in production, how it gets there, and what keeps it from there. */
final class ModelRegistryTest {

    @TempDir
    private static Path folder;

    private static Models models;
    private static String better;
    private static String worse;

    @BeforeAll
    static void start() {
        models = Models.start(folder);
        better = models.add(1, .34, .23);
        worse = models.add(2, .30, .20);
    }

    @AfterAll
    static void stop() {
        models.close();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void modelsGoIntoProductionAndBack(Engine engine, @TempDir Path own) {
        try (RunningService fresh = RunningService.start("personalizer-svc", Models.settings(engine.freshUrl(), own))) {
            Models there = new Models(fresh, own);
            String first = there.add(3, .31, .21);
            String second = there.add(4, .32, .22);
            assertThat(there.pointer()).isEqualTo(ModelPointer.newBuilder().setEtag("new").setServedHere(true).build());

            String belowTheGain = there.add(13, .15, .2);
            Refused refused = Refused.by(() -> there.promote(belowTheGain));
            assertThat(refused.reason()).as("the gain serves until then").isEqualTo("GATE_CLOSED");
            assertThat(refused.metadata()).containsEntry("current_model_id", "");
            assertThat(Refused.by(() -> there.promote(there.add(14))).metadata().get("finding")).contains("no evaluation on the same data");
            there.promote(first);
            assertThat(there.answering()).isEqualTo(first);
            PromoteModelRequest promotion = there.promotion(second).setReason("it is better").build();
            ModelPointer pointer = there.promote(promotion);
            assertThat(pointer.getModelId()).isEqualTo(second);
            assertThat(there.answering()).isEqualTo(second);
            assertThat(there.stub().promoteModel(promotion).getPointer()).as("the same request again").isEqualTo(pointer);

            assertThat(there.rollBack().getModelId()).isEqualTo(first);
            assertThat(there.answering()).isEqualTo(first);
            RollbackModelRequest rollback = Models.rollback();
            pointer = there.stub().rollbackModel(rollback).getPointer();
            assertThat(pointer.getModelId()).isEmpty();
            assertThat(there.answering()).as("what served before the first").isEmpty();
            assertThat(there.stub().rollbackModel(rollback).getPointer()).as("the same request again").isEqualTo(pointer);
            assertThat(Refused.by(there::rollBack).reason()).isEqualTo("NOT_FOUND");

            assertThat(there.history())
                    .extracting(Promotion::getSequence, Promotion::getKind, Promotion::getModelId, Promotion::getPreviousModelId, Promotion::getReason)
                    .containsExactly(
                            tuple(4L, PromotionKind.PROMOTION_KIND_ROLLED_BACK, "", first, ""),
                            tuple(3L, PromotionKind.PROMOTION_KIND_ROLLED_BACK, first, second, ""),
                            tuple(2L, PromotionKind.PROMOTION_KIND_PROMOTED, second, first, "it is better"),
                            tuple(1L, PromotionKind.PROMOTION_KIND_PROMOTED, first, "", ""));
            assertThat(there.stub().listModels(ListModelsRequest.getDefaultInstance()).getModelsList())
                    .extracting(Model::getModelId)
                    .contains(first, second, belowTheGain);
        }
    }

    @Test
    void aWorseModelStaysOutUnlessItIsForced() {
        models.force(better);

        Refused refused = Refused.by(() -> models.promote(worse));
        assertThat(refused.reason()).isEqualTo("GATE_CLOSED");
        assertThat(refused.code()).isEqualTo(Code.FAILED_PRECONDITION);
        assertThat(models.answering()).isEqualTo(better);
        assertThat(Refused.by(() -> models.stub().promoteModel(models.promotion(worse).setForce(true).build())))
                .as("without a reason")
                .extracting(Refused::summary)
                .isEqualTo(Refused.invalid("", "promote.force_needs_reason"));

        models.force(worse);
        assertThat(models.answering()).isEqualTo(worse);
        assertThat(models.history().get(0).getKind()).isEqualTo(PromotionKind.PROMOTION_KIND_FORCED);
        assertThat(models.history().get(0).getReason()).isEqualTo("a test");
        assertThat(models.stub().promoteModel(models.promotion(better).build()).getFindingsList()).hasSize(2);
    }

    @Test
    void whoHasReadAnOlderPointerHasToReadAgain() {
        PromoteModelRequest late = models.promotion(worse).setForce(true).setReason("late").build();
        RollbackModelRequest lateToo = Models.rollback().toBuilder().setEtag(models.pointer().getEtag()).build();
        models.force(better);
        List<Promotion> before = models.history();

        assertThat(Refused.by(() -> models.stub().promoteModel(late)).reason()).isEqualTo("ETAG_MISMATCH");
        assertThat(Refused.by(() -> models.stub().rollbackModel(lateToo)).reason()).isIn("ETAG_MISMATCH", "NOT_FOUND");
        assertThat(models.answering()).isEqualTo(better);
        assertThat(models.history()).isEqualTo(before);
    }

    @Test
    void aCandidateIsAskedBesideTheCurrentModelAndOnlyItsDifferencesAreKept() {
        models.force(better);
        ShadowModelRequest request = ShadowModelRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setModelId(worse)
                .setShare(0.5)
                .build();
        assertThat(models.stub().shadowModel(request)).isEqualTo(ShadowModelResponse.getDefaultInstance());
        for (int call = 0; call < 10; call++) {
            models.personalize();
        }

        GetModelRequest candidate = GetModelRequest.newBuilder().setModelId(worse).build();
        Eventually.holds("every second call is compared", () -> models.stub().getModel(candidate).getShadow().getFeeds() == 5);
        ShadowSummary shadow = models.stub().getModel(candidate).getShadow();
        assertThat(shadow.getPosts()).isEqualTo(15);
        assertThat(shadow.getSkipped()).isZero();
        assertThat(shadow.getValuesList()).hasSize(19).anySatisfy(value -> assertThat(value.getMeanDistance()).isPositive());
        assertThat(models.answering()).isEqualTo(better);
        assertThat(models.stub().getModel(candidate.toBuilder().setModelId(better).build()).hasShadow()).isFalse();

        models.stub().shadowModel(request.toBuilder().setRequestId(UUID.randomUUID().toString()).clearModelId().build());
        assertThat(models.stub().getModel(candidate).hasShadow()).isFalse();
    }

    @Test
    void modelsSayEverythingOfThemselves() {
        GetModelResponse model = models.stub().getModel(GetModelRequest.newBuilder().setModelId(better).build());

        assertThat(model.getModel().getScorerIdsList()).containsExactly("toy");
        assertThat(model.getModel().getDatasetId()).isEqualTo(Models.DATASET);
        assertThat(model.getCard()).contains("## Intended use");
        assertThat(model.getProvenanceJson()).contains("\"command\"");
        assertThat(model.getMetricsJson()).contains("\"baselines\"");
        assertThat(model.getEvaluationsList()).singleElement().satisfies(evaluation -> {
            assertThat(evaluation.getDatasetId()).isEqualTo(Models.DATASET);
            assertThat(evaluation.getSeenInTraining()).isFalse();
            assertThat(evaluation.getFiguresList()).hasSize(2);
        });
        ListModelsResponse page = models.stub().listModels(ListModelsRequest.newBuilder().setPageSize(1).build());
        assertThat(page.getModelsList()).hasSize(1);
        assertThat(page.getNextPageToken()).isNotEmpty();
    }

    @Test
    void theHistoryIsOnlyEverAddedTo() {
        List<String> statements = Arrays.stream(PointerStore.class.getDeclaredMethods())
                .map((Method method) -> method.getAnnotation(Query.class))
                .filter(query -> query != null && query.value().contains("model_promotion"))
                .map(query -> query.value().toLowerCase(Locale.ROOT))
                .toList();
        assertThat(statements).isNotEmpty().allMatch(sql -> sql.startsWith("insert into model_promotion") || sql.startsWith("select"));

        List<Promotion> before = models.history();
        models.force(worse);
        models.force(better);
        models.rollBack();
        List<Promotion> after = models.history();
        assertThat(after).hasSize(before.size() + 3);
        assertThat(after.subList(3, after.size())).isEqualTo(before);
        assertThat(after).extracting(Promotion::getSequence).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }
}
