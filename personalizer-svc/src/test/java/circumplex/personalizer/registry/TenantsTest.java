package circumplex.personalizer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.call.Caller;
import circumplex.kit.refusal.Refusal;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.GetModelRequest;
import circumplex.personalizer.v1.GetModelResponse;
import circumplex.personalizer.v1.ListModelsRequest;
import circumplex.personalizer.v1.ListModelsResponse;
import circumplex.personalizer.v1.ListPromotionsRequest;
import circumplex.personalizer.v1.ListPromotionsResponse;
import circumplex.personalizer.v1.Model;
import circumplex.personalizer.v1.ModelServiceGrpc.ModelServiceImplBase;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc.PersonalizerServiceImplBase;
import circumplex.personalizer.v1.PromoteModelRequest;
import circumplex.personalizer.v1.PromoteModelResponse;
import circumplex.personalizer.v1.Promotion;
import circumplex.personalizer.v1.RollbackModelResponse;
import circumplex.personalizer.v1.ShadowModelRequest;
import circumplex.personalizer.v1.ShadowModelResponse;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two tenants beside the house: each has its own models, production and history, and none is answered by what learnt from another's people. */
final class TenantsTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyTenantIsAnsweredByItsOwnModelOrByWhatIsShared(Engine engine, @TempDir Path folder) {
        String url = engine.freshUrl();
        try (RunningService service = RunningService.start("personalizer-svc", Models.settings(url, folder))) {
            Models models = new Models(service, folder);
            String common = models.add("default", 1, false);
            String ofTheHouse = models.add("default", 2, true);
            String ofAcme = models.add("acme", 3, true);
            Tenant house = new Tenant(service, "default");
            Tenant acme = new Tenant(service, "acme");
            Tenant other = new Tenant(service, "other");

            assertThat(house.models()).containsExactlyInAnyOrder(common, ofTheHouse);
            assertThat(acme.models()).containsExactlyInAnyOrder(common + " shared", ofAcme);
            assertThat(other.models()).containsExactly(common + " shared");
            for (Runnable forbidden : List.<Runnable>of(
                    () -> acme.get(ofTheHouse), () -> other.get(ofAcme), () -> house.get(ofAcme),
                    () -> acme.promote(ofTheHouse), () -> house.promote(ofAcme), () -> acme.shadow(ofTheHouse))) {
                assertThatThrownBy(forbidden::run).isInstanceOf(Refusal.class).hasMessageContaining("no such model");
            }

            house.promote(common);
            assertThat(List.of(house.answered(), acme.answered(), other.answered())).containsExactly(common, common, common);
            acme.promote(ofAcme);
            assertThat(List.of(house.answered(), acme.answered(), other.answered())).containsExactly(common, ofAcme, common);
            house.promote(ofTheHouse);
            List<String> answered = List.of(house.answered(), acme.answered(), other.answered());
            assertThat(answered).containsExactly(ofTheHouse, ofAcme, common);
            try (RunningService again = RunningService.start("personalizer-svc", Models.settings(url, folder))) {
                assertThat(List.of(
                                new Tenant(again, "default").answered(), new Tenant(again, "acme").answered(), new Tenant(again, "other").answered()))
                        .as("after a start")
                        .isEqualTo(answered);
            }
            assertThat(house.history()).containsExactly(ofTheHouse, common);
            assertThat(acme.history()).containsExactly(ofAcme);
            assertThat(other.history()).isEmpty();

            acme.rollBack();
            assertThat(acme.answered()).isEqualTo(common);
            acme.promote(common);
            assertThat(acme.answered()).as("its own choice of what is shared").isEqualTo(common);
            house.rollBack();
            house.rollBack();
            assertThat(List.of(house.answered(), acme.answered(), other.answered())).containsExactly("", common, "");
        }
    }

    @Test
    void aCandidateIsAskedAboutTheCallsOfItsTenantAlone(@TempDir Path folder) {
        try (RunningService service = RunningService.start("personalizer-svc", Models.settings(Engine.H2.freshUrl(), folder))) {
            Models models = new Models(service, folder);
            String common = models.add("default", 1, false);
            String ofAcme = models.add("acme", 3, true);
            Tenant house = new Tenant(service, "default");
            Tenant acme = new Tenant(service, "acme");
            house.promote(common);
            acme.shadow(ofAcme);
            for (int call = 0; call < 3; call++) {
                house.answered();
            }
            acme.answered();
            acme.answered();

            Eventually.holds("its calls are compared", () -> acme.get(ofAcme).getShadow().getFeeds() == 2);
            assertThat(house.get(common).hasShadow()).isFalse();
            house.shadow(common);
            assertThat(acme.get(common).hasShadow()).as("another's candidate").isFalse();
        }
    }

    /** Calls on behalf of one tenant, as a credential would make them. */
    private record Tenant(RunningService service, String name) {

        List<String> models() {
            ListModelsResponse found = call(ListModelsRequest.getDefaultInstance(), registry()::listModels);
            return found.getModelsList().stream().map((Model model) -> model.getModelId() + (model.getShared() ? " shared" : "")).toList();
        }

        GetModelResponse get(String model) {
            return call(GetModelRequest.newBuilder().setModelId(model).build(), registry()::getModel);
        }

        void promote(String model) {
            PromoteModelResponse unused = call(
                    PromoteModelRequest.newBuilder()
                            .setRequestId(UUID.randomUUID().toString())
                            .setModelId(model)
                            .setEtag(list().getPointer().getEtag())
                            .setForce(true)
                            .setReason("a test")
                            .build(),
                    registry()::promoteModel);
            Eventually.holds("the model answers", () -> list().getPointer().getServedHere());
        }

        void rollBack() {
            RollbackModelResponse unused = call(Models.rollback(), registry()::rollbackModel);
            Eventually.holds("the model answers", () -> list().getPointer().getServedHere());
        }

        void shadow(String model) {
            ShadowModelResponse unused = call(
                    ShadowModelRequest.newBuilder()
                            .setRequestId(UUID.randomUUID().toString())
                            .setModelId(model)
                            .setShare(1)
                            .build(),
                    registry()::shadowModel);
        }

        List<String> history() {
            ListPromotionsResponse found = call(ListPromotionsRequest.getDefaultInstance(), registry()::listPromotions);
            return found.getPromotionsList().stream().map(Promotion::getModelId).toList();
        }

        /** The id of the model that answers a call; empty for the gain. */
        String answered() {
            PersonalizeScoresResponse answer = call(
                    Models.personalizing(), service.bean(PersonalizerServiceImplBase.class)::personalizeScores);
            String calibrator = answer.getCalibration().getCalibratorId();
            return calibrator.contains("/") ? calibrator.substring(calibrator.indexOf('/') + 1) : "";
        }

        private ListModelsResponse list() {
            return call(ListModelsRequest.getDefaultInstance(), registry()::listModels);
        }

        private ModelServiceImplBase registry() {
            return service.bean(ModelServiceImplBase.class);
        }

        private <Q, A> A call(Q request, BiConsumer<Q, StreamObserver<A>> method) {
            List<A> answers = new ArrayList<>();
            new Caller(name, "a-request").asContext().run(() -> method.accept(request, new StreamObserver<>() {
                @Override
                public void onNext(A answer) {
                    answers.add(answer);
                }

                @Override
                public void onError(Throwable failure) {
                    throw new IllegalStateException(failure);
                }

                @Override
                public void onCompleted() {}
            }));
            return answers.get(0);
        }
    }
}
