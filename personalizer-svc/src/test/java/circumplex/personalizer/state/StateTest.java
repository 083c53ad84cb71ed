package circumplex.personalizer.state;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.personalizer.Samples;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.serving.ModelInUse;
import circumplex.personalizer.serving.ModelsInUse;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.serving.ServedModels;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.values.ScoreVector;
import circumplex.values.v1.BaseScores;
import circumplex.wire.WireValueSets;
import circumplex.wire.WireVectors;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StateTest {

    private static Model first;
    private static Model second;

    @BeforeAll
    static void make() throws EngineUnavailable {
        try (Torch torch = Torch.start()) {
            first = RandomModels.model(torch, RandomModels.weights(List.of(Samples.SCORER), 0, 2, 1));
            second = RandomModels.model(torch, RandomModels.weights(List.of(Samples.SCORER), 0, 2, 2));
        }
    }

    private static RunningService service(Engine engine) {
        return RunningService.start(
                "personalizer-svc", Map.of("datasources.default.url", engine.freshUrl(), "circumplex.calibrator.folder", "none", "circumplex.calibrator.state.wait-millis", 10_000));
    }

    private static Person person(String user) {
        return new Person("default", user);
    }

    private static void annotate(RunningService service, String user, int post, int rating) {
        ScoreVector scores = Samples.randomScores(new Random(post));
        PersonalizerServiceGrpc.newBlockingStub(service.channel())
                .recordAnnotations(RecordAnnotationsRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId(user)
                        .setValueSet(WireValueSets.ref(Samples.SET))
                        .addAnnotations(Annotation.newBuilder()
                                .setContentKey(Samples.key(post))
                                .putAllRatings(Map.of("face", rating, "tradition", 1))
                                .addBaseScores(BaseScores.newBuilder().setScorerId(Samples.SCORER).setValues(WireVectors.scores(scores))))
                        .build());
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static boolean kept(RunningService service, String user, Model model) {
        return service.bean(StateStore.class)
                .find(person(user), model.id())
                .filter(found -> found.lastChange().equals(found.stateChange()))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void aStateIsKeptUntilThePersonChangesAndErasedWithThem(Engine engine) throws EngineUnavailable {
        try (RunningService service = service(engine);
                ServedModel model = service.bean(ServedModels.class).load(first)) {
            PersonStates states = service.bean(PersonStates.class);
            assertThat(states.of(person("anna"), model)).isEqualTo(new Known(model.state(List.of()), 0, 0, false));
            annotate(service, "anna", 1, 6);
            annotate(service, "bert", 1, 0);
            Known computed = states.of(person("anna"), model);
            await("the state is kept", () -> kept(service, "anna", first));
            assertThat(states.of(person("anna"), model)).isEqualTo(computed);
            assertThat(states.of(person("bert"), model)).isNotEqualTo(computed);
            await("the state is kept", () -> kept(service, "bert", first));
            assertThat(states.of(person("anna"), model)).isEqualTo(computed);

            annotate(service, "anna", 2, 3);
            assertThat(kept(service, "anna", first)).isFalse();
            assertThat(states.of(person("anna"), model).active()).isEqualTo(2);
            await("the newer state is kept", () -> kept(service, "anna", first));

            PersonalizerServiceGrpc.newBlockingStub(service.channel())
                    .deleteUserData(DeleteUserDataRequest.newBuilder().setUserId("anna").build());
            assertThat(service.bean(StateStore.class).find(person("anna"), first.id())).isEmpty();
            Instant now = service.bean(StateStore.class).find(person("bert"), first.id()).orElseThrow().lastChange();
            service.bean(StateStore.class).keep(new StateStore.Row("default", "bert", first.id(), "another space", now, 9, 9, new byte[1]));
            assertThat(states.of(person("bert"), model).active()).as("what is not as it should be is computed again").isEqualTo(1);
        }
    }

    /** The space of a scorer as states of an earlier form name it. */
    private static String space(byte... form) throws NoSuchAlgorithmException {
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        sum.update(form);
        return HexFormat.of().formatHex(sum.digest(Samples.SCORER.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void aStateOfAnEarlierFormIsReadByNobody(Engine engine) throws Exception {
        try (RunningService service = service(engine);
                ServedModel model = service.bean(ServedModels.class).load(first)) {
            PersonStates states = service.bean(PersonStates.class);
            StateStore store = service.bean(StateStore.class);
            ComputeState compute = service.bean(ComputeState.class);
            annotate(service, "bert", 7, 0);
            // As long as those of today, and as new as the person: the form alone tells that they mean something else.
            byte[] other = compute.compute(person("bert"), model, Instant.EPOCH).sums();
            for (String earlier : List.of(space(), space((byte) 2))) {
                String user = "anna" + earlier;
                annotate(service, user, 1, 6);
                Known known = states.of(person(user), model);
                plant(store, user, model, earlier, other);
                assertThat(store.stale(model.id(), model.space().digest(), "", "", "", 10))
                        .as("what is computed before a model answers")
                        .contains(new StateStore.Stale("default", user));
                assertThat(states.of(person(user), model)).as("what is computed when it is asked for").isEqualTo(known);
                await("it takes the place of the earlier one", () -> inTheFormOfToday(store, user, model));

                plant(store, user, model, earlier, other);
                service.bean(Changeover.class).now(service.bean(ModelInUse.class), service.bean(ServedModels.class).load(first));
                annotate(service, user, 2, 3);
                Instant now = store.find(person(user), model.id()).orElseThrow().lastChange();
                Known fresh = states.of(person(user), model);
                assertThat(fresh.active()).isEqualTo(2);
                assertThat(fresh.state())
                        .as("what a change is followed from")
                        .isEqualTo(model.state(model.sums(compute.compute(person(user), model, now).sums()).orElseThrow()));
            }
            assertThat(space((byte) 3)).as("the form of today; once it changes, an earlier one").isEqualTo(model.space().digest());
        }
    }

    /** Over what is kept of somebody. */
    private static void plant(StateStore store, String user, ServedModel model, String space, byte[] sums) {
        Instant lastChange = store.find(person(user), model.id()).orElseThrow().lastChange();
        store.keep(new StateStore.Row("default", user, model.id(), space, lastChange, 9, 9, sums));
        assertThat(store.find(person(user), model.id()).flatMap(StateStore.Found::kept).map(StateStore.Kept::space)).hasValue(space);
    }

    private static boolean inTheFormOfToday(StateStore store, String user, ServedModel model) {
        return store.find(person(user), model.id()).filter(found -> found.current(model.space().digest())).isPresent();
    }

    /** A store that runs out of something whenever whole tables are asked for. */
    private static final class Exhausted extends StateStore {

        @Override
        Optional<Found> find(String tenant, String userId, String modelId) {
            return Optional.empty();
        }

        @Override
        Optional<Instant> lock(String tenant, String userId) {
            return Optional.empty();
        }

        @Override
        List<Stale> stale(String modelId, String space, String owner, String tenant, String userId, int size) {
            throw new OutOfMemoryError("a test");
        }

        @Override
        int update(
                String tenant, String userId, String modelId, String space, Instant lastChange, int active, int inactive, byte[] sums) {
            return 1;
        }

        @Override
        void insert(
                String tenant, String userId, String modelId, String space, Instant lastChange, int active, int inactive, byte[] sums) {}

        @Override
        int deleteShared(String current, String previous) {
            throw new OutOfMemoryError("a test");
        }

        @Override
        int deleteOwn(String current, String previous, String shared, String tenant) {
            throw new OutOfMemoryError("a test");
        }
    }

    @Test
    void aChangeoverThatRunsOutOfMemoryStillChanges() throws Exception {
        try (RunningService service = service(Engine.H2);
                ModelInUse inUse = new ModelInUse()) {
            Changeover changeover = new Changeover(service.bean(ModelsInUse.class), new Exhausted(), service.bean(ComputeState.class));

            assertThat(changeover.to(inUse, service.bean(ServedModels.class).load(first)).get(30, TimeUnit.SECONDS)).isTrue();
            try (ModelInUse.Lease lease = inUse.lease().orElseThrow()) {
                assertThat(lease.model().id()).isEqualTo(first.id());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNextModelKnowsEverybodyBeforeItAnswers(Engine engine) throws Exception {
        try (RunningService service = service(engine)) {
            ModelInUse inUse = service.bean(ModelInUse.class);
            Changeover changeover = service.bean(Changeover.class);
            for (int user = 0; user < 5; user++) {
                annotate(service, "user" + user, user, 4);
            }
            changeover.now(inUse, service.bean(ServedModels.class).load(first));
            assertThat(changeover.to(inUse, service.bean(ServedModels.class).load(second)).get(30, TimeUnit.SECONDS)).isTrue();
            for (int user = 0; user < 5; user++) {
                assertThat(kept(service, "user" + user, second)).isTrue();
            }
            try (ModelInUse.Lease lease = inUse.lease().orElseThrow()) {
                assertThat(lease.model().id()).isEqualTo(second.id());
            }
            ServedModel given = service.bean(ServedModels.class).load(first);
            changeover.now(inUse, given);
            try (ModelInUse.Lease lease = inUse.lease().orElseThrow()) {
                assertThat(lease.model()).isSameAs(given);
            }
        }
    }
}
