package circumplex.personalizer.state;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.personalizer.Samples;
import circumplex.personalizer.annotation.Correction;
import circumplex.personalizer.annotation.DeleteUserData;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.annotation.RecordAnnotations;
import circumplex.personalizer.calibration.PersonState;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.serving.ServedModels;
import io.micronaut.transaction.SynchronousTransactionManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A state that takes longer to compute than a request may last: who asks, what is answered meanwhile, and what is kept in the end. */
final class CatchUpTest {

    private static final Person ANNA = new Person("default", "anna");
    private static final Person BERT = new Person("default", "bert");

    private static Model model;

    @BeforeAll
    static void make() throws EngineUnavailable {
        try (Torch torch = Torch.start()) {
            model = RandomModels.model(torch, RandomModels.weights(List.of(Samples.SCORER), 0, 1, 1));
        }
    }

    /** The real table, but nothing is kept while the gate is closed: then every computation takes for ever. */
    private static final class Gated extends StateStore {

        private final StateStore real;
        private final Phaser gate = new Phaser(0) {
            @Override
            protected boolean onAdvance(int phase, int parties) {
                // It is closed again after it was opened.
                return false;
            }
        };
        private final AtomicInteger arrived = new AtomicInteger();
        private volatile boolean interrupted;

        Gated(StateStore real) {
            this.real = real;
        }

        void close() {
            gate.register();
        }

        void open() {
            gate.arriveAndDeregister();
        }

        /** Lets those through who wait; whoever comes after them waits again. */
        void pass() {
            gate.arrive();
        }

        @Override
        void keep(Row row) {
            arrived.incrementAndGet();
            if (gate.getRegisteredParties() > 0) {
                gate.awaitAdvance(gate.getPhase());
            }
            interrupted |= Thread.currentThread().isInterrupted();
            real.keep(row);
        }

        @Override
        Optional<Instant> lock(String tenant, String userId) {
            return real.lock(tenant, userId);
        }

        @Override
        Optional<Found> find(String tenant, String userId, String modelId) {
            return real.find(tenant, userId, modelId);
        }

        @Override
        List<Stale> stale(String modelId, String space, String owner, String tenant, String userId, int size) {
            return real.stale(modelId, space, owner, tenant, userId, size);
        }

        @Override
        int update(
                String tenant, String userId, String modelId, String space, Instant lastChange, int active, int inactive, byte[] sums) {
            return real.update(tenant, userId, modelId, space, lastChange, active, inactive, sums);
        }

        @Override
        void insert(
                String tenant, String userId, String modelId, String space, Instant lastChange, int active, int inactive, byte[] sums) {
            real.insert(tenant, userId, modelId, space, lastChange, active, inactive, sums);
        }

        @Override
        int deleteShared(String current, String previous) {
            return real.deleteShared(current, previous);
        }

        @Override
        int deleteOwn(String current, String previous, String shared, String tenant) {
            return real.deleteOwn(current, previous, shared, tenant);
        }
    }

    private static RunningService service(Engine engine) {
        return RunningService.start(
                "personalizer-svc", Map.of("datasources.default.url", engine.freshUrl(), "circumplex.calibrator.folder", "none"));
    }

    private static void annotate(RunningService service, Person person, int post, int rating) {
        RatedPost rated = new RatedPost(
                Samples.key(post), Samples.rated("face", rating), Map.of(Samples.SCORER, Samples.randomScores(new Random(post))));
        change(service, person, List.of(Correction.of(rated)), List.of());
    }

    private static void withdraw(RunningService service, Person person, int post) {
        change(service, person, List.of(), List.of(Samples.key(post)));
    }

    private static void change(RunningService service, Person person, List<Correction> corrections, List<String> withdrawn) {
        SynchronousTransactionManager<?> transactions = service.bean(SynchronousTransactionManager.class);
        transactions.executeWrite(status -> service.bean(RecordAnnotations.class).record(person, Samples.SET, corrections, withdrawn));
    }

    @ParameterizedTest
    @EnumSource
    void requestsAnswerWithWhatWasKnownUntilItIsComputedOnce(Engine engine) throws Exception {
        try (RunningService service = service(engine);
                ServedModel served = service.bean(ServedModels.class).load(model)) {
            Gated store = new Gated(service.bean(StateStore.class));
            StateSettings never = new StateSettings(0, 2);
            CatchUp catchUp = new CatchUp(store, service.bean(ComputeState.class), never);
            PersonStates states = new PersonStates(store, catchUp, never);
            PersonState nothing = served.state(List.of());
            store.close();
            annotate(service, ANNA, 1, 6);
            assertThat(states.of(ANNA, served)).as("nothing was known before").isEqualTo(new Known(nothing, 0, 0, true));
            store.open();
            Eventually.holds("it is computed", () -> !states.of(ANNA, served).catchingUp());
            Known one = states.of(ANNA, served);
            assertThat(one.active()).isEqualTo(1);

            store.close();
            annotate(service, ANNA, 2, 0);
            int before = store.arrived.get();
            Known old = states.of(ANNA, served);
            assertThat(old).isEqualTo(new Known(one.state(), 1, 0, true));
            Eventually.holds("it is computed", () -> store.arrived.get() > before);
            CompletableFuture<Void> requests = CompletableFuture.runAsync(() -> {
                for (int request = 0; request < 20; request++) {
                    assertThat(states.of(ANNA, served)).isEqualTo(old);
                }
            });
            requests.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(store.arrived.get()).as("for all requests once").isEqualTo(before + 1);
            annotate(service, BERT, 1, 3);
            assertThat(states.of(BERT, served)).as("others wait for nobody").isEqualTo(new Known(nothing, 0, 0, true));
            Eventually.holds("two threads compute", () -> store.arrived.get() == before + 2);

            withdraw(service, ANNA, 1);
            assertThat(states.of(ANNA, served)).as("what knows of the withdrawn is not used").isEqualTo(new Known(nothing, 0, 0, true));
            store.open();
            Eventually.holds("it is computed", () -> !states.of(ANNA, served).catchingUp());
            assertThat(states.of(ANNA, served).active()).isEqualTo(1);
            assertThat(states.of(ANNA, served).state()).isNotEqualTo(one.state());
            catchUp.close();
        }
    }

    /** Who asks after a withdrawal joins what was begun before it, and has no time left for what comes next. */
    @Test
    void whatWasBegunBeforeAWithdrawalIsNoAnswerAfterIt() throws Exception {
        try (RunningService service = service(Engine.H2);
                ServedModel served = service.bean(ServedModels.class).load(model)) {
            Gated store = new Gated(service.bean(StateStore.class));
            StateSettings second = new StateSettings(1_000, 1);
            CatchUp catchUp = new CatchUp(store, service.bean(ComputeState.class), second);
            PersonStates states = new PersonStates(store, catchUp, second);
            store.close();
            annotate(service, ANNA, 1, 6);
            annotate(service, ANNA, 2, 0);
            CompletableFuture<Optional<StateStore.Row>> before = catchUp.begin(ANNA, served);
            Eventually.holds("it is computed", () -> store.arrived.get() == 1);
            withdraw(service, ANNA, 1);
            FutureTask<Known> asked = new FutureTask<>(() -> states.of(ANNA, served));
            Thread request = new Thread(asked, "request");
            request.start();
            Eventually.holds("it waits", () -> request.getState() == Thread.State.TIMED_WAITING);
            store.pass();

            assertThat(asked.get(30, TimeUnit.SECONDS)).isEqualTo(new Known(served.state(List.of()), 0, 0, true));
            assertThat(before.get(30, TimeUnit.SECONDS).map(StateStore.Row::active)).as("it knew of both").contains(2);
            store.open();
            Eventually.holds("it is computed", () -> !states.of(ANNA, served).catchingUp());
            assertThat(states.of(ANNA, served).active()).isEqualTo(1);
            catchUp.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAnErasedPersonWasIsNotKnownWhenTheyAreBack(Engine engine) throws Exception {
        try (RunningService service = service(engine);
                ServedModel served = service.bean(ServedModels.class).load(model)) {
            Gated store = new Gated(service.bean(StateStore.class));
            StateSettings never = new StateSettings(0, 1);
            CatchUp catchUp = new CatchUp(store, service.bean(ComputeState.class), never);
            PersonStates states = new PersonStates(store, catchUp, never);
            store.close();
            annotate(service, ANNA, 1, 6);
            annotate(service, ANNA, 2, 6);
            states.of(ANNA, served);
            Eventually.holds("it is computed", () -> store.arrived.get() == 1);
            int erased = service.bean(DeleteUserData.class).delete(ANNA);
            assertThat(erased).isEqualTo(2);
            assertThat(states.of(ANNA, served)).isEqualTo(new Known(served.state(List.of()), 0, 0, false));
            annotate(service, ANNA, 3, 0);
            assertThat(states.of(ANNA, served)).isEqualTo(new Known(served.state(List.of()), 0, 0, true));
            store.open();
            Eventually.holds("it is computed", () -> !states.of(ANNA, served).catchingUp());
            assertThat(states.of(ANNA, served).active()).isEqualTo(1);
            catchUp.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOlderStateReplacesNoNewerOne(Engine engine) throws Exception {
        try (RunningService service = service(engine);
                ServedModel served = service.bean(ServedModels.class).load(model)) {
            StateStore store = service.bean(StateStore.class);
            ComputeState compute = service.bean(ComputeState.class);
            annotate(service, ANNA, 1, 6);
            StateStore.Row first = compute.compute(ANNA, served, lastChange(store));
            annotate(service, ANNA, 2, 6);
            StateStore.Row second = compute.compute(ANNA, served, lastChange(store));
            store.keep(first);
            assertThat(store.find(ANNA, model.id()).orElseThrow().active()).as("old, but there is no other").isEqualTo(1);
            store.keep(second);
            store.keep(first);
            assertThat(store.find(ANNA, model.id()).orElseThrow().active()).isEqualTo(2);
            withdraw(service, ANNA, 2);
            assertThat(store.find(ANNA, model.id()).orElseThrow().sums()).as("what is made of the withdrawn goes with it").isNull();
            store.keep(second);
            assertThat(store.find(ANNA, model.id()).orElseThrow().sums()).as("and does not come back").isNull();
        }
    }

    /** An embedded database closes when an interrupt meets it in the middle of a write. */
    @Test
    void theEndWaitsForWhatIsBeingKeptAndInterruptsNothing() throws Exception {
        try (RunningService service = service(Engine.H2);
                ServedModel served = service.bean(ServedModels.class).load(model)) {
            Gated store = new Gated(service.bean(StateStore.class));
            StateSettings never = new StateSettings(0, 1);
            CatchUp catchUp = new CatchUp(store, service.bean(ComputeState.class), never);
            annotate(service, ANNA, 1, 6);
            store.close();
            CompletableFuture<Optional<StateStore.Row>> row = catchUp.begin(ANNA, served);
            Eventually.holds("it is computed", () -> store.arrived.get() == 1);
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                try {
                    catchUp.close();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            AtomicInteger others = new AtomicInteger();
            Eventually.holds(
                    "nothing new begins",
                    () -> catchUp.begin(new Person("default", "other" + others.incrementAndGet()), served).isDone());
            store.open();

            end.get(30, TimeUnit.SECONDS);
            assertThat(row.get(30, TimeUnit.SECONDS)).isPresent();
            assertThat(store.interrupted).isFalse();
            assertThat(store.find(ANNA, model.id()).flatMap(StateStore.Found::kept)).isPresent();
        }
    }

    private static Instant lastChange(StateStore store) {
        return store.find(ANNA, model.id()).orElseThrow().lastChange();
    }
}
