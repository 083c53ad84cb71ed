package circumplex.personalizer.state;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.personalizer.Samples;
import circumplex.personalizer.annotation.AnnotationStore;
import circumplex.personalizer.annotation.Correction;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.annotation.RecordAnnotations;
import circumplex.personalizer.annotation.RecordAnnotations.Recorded;
import circumplex.personalizer.annotation.Tallies;
import circumplex.personalizer.annotation.Tally;
import circumplex.personalizer.backfill.AddBaseScores;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.serving.ModelInUse;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.serving.ServedModels;
import circumplex.personalizer.serving.StartingModel;
import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import io.micronaut.transaction.SynchronousTransactionManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows changes, however they come, is to the bit what counting everything gives. */
final class FollowChangesTest {

    private static final Person ANNA = new Person("default", "anna");
    private static final Person BERT = new Person("default", "bert");
    private static final int POSTS = 12;

    private static Model network;

    /** Whose scores both models read. */
    private static String scorer = "";

    @BeforeAll
    static void make() throws EngineUnavailable {
        List<String> scorers = CalibratorFolder.weights(StartingModel.shipped().orElseThrow()).scorers();
        scorer = scorers.get(0);
        try (Torch torch = Torch.start()) {
            network = RandomModels.model(torch, RandomModels.weights(scorers, 0, 2, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumsFollowEveryChangeAsIfTheyWereAddedUpAnew(Engine engine) throws Exception {
        long seed = 20261122;
        Random random = new Random(seed);
        try (Following service = new Following(engine)) {
            ServedModel shipped = service.bean(StartingModel.class).load().orElseThrow();
            service.bean(Changeover.class).now(service.bean(ModelInUse.class), shipped);
            for (int change = 0; change < 120; change++) {
                String at = "change " + change + " of seed " + seed;
                if (change == 60) {
                    ServedModel next = service.bean(ServedModels.class).load(network);
                    assertThat(service.bean(Changeover.class).to(service.bean(ModelInUse.class), next).get(30, TimeUnit.SECONDS)).isTrue();
                }
                Person person = random.nextBoolean() ? ANNA : BERT;
                Person other = person.equals(ANNA) ? BERT : ANNA;
                Optional<String> before = service.kept(other);
                Recorded recorded = service.change(person, corrections(random), withdrawn(random));
                assertThat(service.kept(other)).as("somebody else's, %s", at).isEqualTo(before);
                service.requireRight(person, recorded, at);
            }
        }
    }

    @Test
    void whatAnnotationsComeToFollowsScoresThatAreAdded() {
        long seed = 20261123;
        Random random = new Random(seed);
        try (Following service = new Following(Engine.H2)) {
            for (int change = 0; change < 60; change++) {
                Recorded unused = service.change(ANNA, corrections(random), withdrawn(random));
                Map<String, Map<String, ScoreVector>> scores = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    String by = random.nextBoolean() ? "late" : "another";
                    scores.put(Samples.key(random.nextInt(POSTS)), Map.of(by, Samples.randomScores(random)));
                }
                int added = service.bean(AddBaseScores.class).add(ANNA, Samples.SET, scores);
                assertThat(service.bean(Tallies.class).of(ANNA, Samples.SET))
                        .as("%s added at change %s of seed %s", added, change, seed)
                        .isEqualTo(Tally.of(service.bean(AnnotationStore.class).history(ANNA, Samples.SET)));
            }
        }
    }

    @Test
    void theLatestAnnotationsAreTakenBackOneByOne() throws Exception {
        try (Following service = new Following(Engine.H2)) {
            service.bean(Changeover.class).now(service.bean(ModelInUse.class), service.bean(StartingModel.class).load().orElseThrow());
            for (int post = 0; post < 20; post++) {
                String by = post % 3 == 0 ? "another" : scorer;
                service.change(ANNA, List.of(Correction.of(rated(post, 3, Map.of(by, scores(post))))), List.of());
            }
            for (int post = 19; post >= 0; post--) {
                Recorded recorded = service.change(ANNA, List.of(), List.of(Samples.key(post)));
                service.requireRight(ANNA, recorded, "without " + post);
            }
        }
    }

    @Test
    void aStateThatMissedAChangeIsLeftToBeComputed() throws Exception {
        try (Following service = new Following(Engine.H2)) {
            ServedModel shipped = service.bean(StartingModel.class).load().orElseThrow();
            service.bean(Changeover.class).now(service.bean(ModelInUse.class), shipped);
            service.change(ANNA, List.of(Correction.of(rated(1, 5, Map.of(scorer, scores(1))))), List.of());
            // As another replica does, which answers by another model.
            service.write(() -> service.bean(RecordAnnotations.class)
                    .record(ANNA, Samples.SET, List.of(Correction.of(rated(2, 5, Map.of(scorer, scores(2))))), List.of()));
            service.change(ANNA, List.of(Correction.of(rated(3, 5, Map.of(scorer, scores(3))))), List.of());

            StateStore.Found found = service.bean(StateStore.class).find(ANNA, shipped.id()).orElseThrow();
            assertThat(found.current(shipped.space().digest())).isFalse();
            Eventually.holds("it is computed", () -> service.bean(PersonStates.class).of(ANNA, shipped).active() == 3);
        }
    }

    private static List<Correction> corrections(Random random) {
        Map<Integer, Correction> corrections = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int post = random.nextInt(POSTS);
            RatingVector ratings = Samples.randomRatings(random);
            Set<Integer> withdrawn = new HashSet<>();
            for (int v = 0; v < Samples.SET.size(); v++) {
                if (!ratings.rated(v) && random.nextInt(3) == 0) {
                    withdrawn.add(v);
                }
            }
            Map<String, ScoreVector> scores = new HashMap<>();
            if (random.nextInt(5) > 0) {
                scores.put(random.nextInt(4) == 0 ? "another" : scorer, Samples.randomScores(random));
            }
            boolean empty = random.nextInt(4) == 0;
            RatingVector given = empty ? RatingVector.of(Samples.SET, Map.of()) : ratings;
            corrections.put(post, new Correction(new RatedPost(Samples.key(post), given, scores), withdrawn));
        }
        return List.copyOf(corrections.values());
    }

    /** None of those that are corrected: they have other keys. */
    private static List<String> withdrawn(Random random) {
        TreeSet<String> keys = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            keys.add(Samples.key(random.nextInt(POSTS)));
        }
        return List.copyOf(keys);
    }

    private static RatedPost rated(int post, int rating, Map<String, ScoreVector> scores) {
        return new RatedPost(Samples.key(post), Samples.rated("face", rating), scores);
    }

    private static ScoreVector scores(int post) {
        return Samples.randomScores(new Random(post));
    }

    /** A service whose annotations are written as a call does it. */
    private static final class Following implements AutoCloseable {

        private final RunningService service;

        Following(Engine engine) {
            service = RunningService.start("personalizer-svc", Map.of("datasources.default.url", engine.freshUrl()));
        }

        <T> T bean(Class<T> type) {
            return service.bean(type);
        }

        Recorded write(Supplier<Recorded> work) {
            SynchronousTransactionManager<?> transactions = service.bean(SynchronousTransactionManager.class);
            return transactions.executeWrite(status -> work.get());
        }

        Recorded change(Person person, List<Correction> corrections, List<String> withdrawn) {
            List<String> others = new ArrayList<>(withdrawn);
            corrections.forEach(correction -> others.remove(correction.post().contentKey()));
            return write(() -> bean(FollowChanges.class)
                    .after(person, () -> bean(RecordAnnotations.class).record(person, Samples.SET, corrections, others)));
        }

        Optional<String> kept(Person person) {
            return bean(StateStore.class).find(person, model()).flatMap(StateStore.Found::kept).map(kept ->
                    kept.stateChange() + " " + kept.active() + " " + Arrays.toString(kept.sums()));
        }

        void requireRight(Person person, Recorded recorded, String at) {
            assertThat(recorded.after())
                    .as(at)
                    .isEqualTo(Tally.of(bean(AnnotationStore.class).history(person, Samples.SET)))
                    .isEqualTo(bean(Tallies.class).of(person, Samples.SET));
            Optional<StateStore.Found> found = bean(StateStore.class).find(person, model());
            if (found.isEmpty()) {
                return;
            }
            try (ModelInUse.Lease lease = bean(ModelInUse.class).lease().orElseThrow()) {
                StateStore.Row anew = bean(ComputeState.class).compute(person, lease.model(), found.get().lastChange());
                assertThat(found.get().current(lease.model().space().digest())).as(at).isTrue();
                StateStore.Kept kept = found.get().kept().orElseThrow();
                assertThat(kept.sums()).as(at).isEqualTo(anew.sums());
                assertThat(List.of(kept.active(), kept.inactive())).as(at).isEqualTo(List.of(anew.active(), anew.inactive()));
                assertThat(bean(PersonStates.class).of(person, lease.model()).catchingUp()).as(at).isFalse();
            }
        }

        private String model() {
            try (ModelInUse.Lease lease = bean(ModelInUse.class).lease().orElseThrow()) {
                return lease.model().id();
            }
        }

        @Override
        public void close() {
            service.close();
        }
    }
}
