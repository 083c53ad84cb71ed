package circumplex.personalizer.annotation;

import static circumplex.personalizer.Samples.SET;
import static circumplex.personalizer.Samples.key;
import static circumplex.personalizer.Samples.rated;
import static circumplex.personalizer.Samples.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.Samples;
import circumplex.personalizer.annotation.RecordAnnotations.Recorded;
import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import io.micronaut.transaction.SynchronousTransactionManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tables promise, on both engines. */
final class StoreContractTest {

    private static final Person ANNA = new Person("default", "anna");

    private final List<RunningService> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(RunningService::close);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsRecordedComesBack(Engine engine) {
        Store store = open(engine);
        ScoreVector scores = Samples.randomScores(new java.util.Random(7));

        Recorded recorded = store.record(
                ANNA,
                new RatedPost(key(1), RatingVector.of(SET, Map.of("face", 0, "hedonism", 6)), Map.of("a", scores)),
                new RatedPost(key(2), rated("tradition", 3), Map.of()));

        assertThat(counts(recorded)).containsExactly(2, 0, 2);
        History history = store.history(ANNA);
        assertThat(history.posts()).extracting(RatedPost::contentKey).containsExactly(key(1), key(2));
        assertThat(history.posts().get(0).ratings().toMap()).isEqualTo(Map.of("face", 0, "hedonism", 6));
        assertThat(history.posts().get(0).scores()).isEqualTo(Map.of("a", scores));
        assertThat(history.posts().get(1).scores()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void laterRatingsReplaceThoseOfTheSameValueAndKeepTheOthers(Engine engine) {
        Store store = open(engine);
        store.record(ANNA, new RatedPost(key(1), RatingVector.of(SET, Map.of("face", 1, "hedonism", 2)), Map.of()));

        Recorded recorded = store.record(
                ANNA, new RatedPost(key(1), RatingVector.of(SET, Map.of("face", 5, "tradition", 0)), Map.of()));

        assertThat(counts(recorded)).containsExactly(0, 1, 1);
        assertThat(store.history(ANNA).posts().get(0).ratings().toMap())
                .isEqualTo(Map.of("face", 5, "hedonism", 2, "tradition", 0));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void laterScoresReplaceThoseOfTheSameScorerAndKeepTheOthers(Engine engine) {
        Store store = open(engine);
        store.record(ANNA, new RatedPost(key(1), rated("face", 1), Map.of("a", same(1), "b", same(2))));
        store.record(ANNA, new RatedPost(key(1), rated("face", 1), Map.of("b", same(3))));
        store.record(ANNA, new RatedPost(key(1), rated("face", 2), Map.of()));

        assertThat(store.history(ANNA).posts().get(0).scores()).isEqualTo(Map.of("a", same(1), "b", same(3)));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aHistoryIsOldestChangeFirst(Engine engine) {
        Store store = open(engine);
        for (int i : new int[] {3, 1, 2, 3}) {
            store.record(ANNA, new RatedPost(key(i), rated("face", store.history(ANNA).posts().size()), Map.of()));
        }
        assertThat(store.history(ANNA).posts()).extracting(RatedPost::contentKey).containsExactly(key(1), key(2), key(3));
        List<Instant> times =
                store.annotations.page(ANNA, null, 10).stream().map(KeptAnnotation::annotateTime).toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void pagesHoldEverythingOnceInEveryValueSet(Engine engine) {
        Store store = open(engine);
        ValueSet other = new ValueSet("pair", 2, "Two values", false, SET.groups(), SET.dimensions().subList(0, 2));
        for (int call = 0; call < 3; call++) {
            List<RatedPost> posts = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                posts.add(new RatedPost(key(100 * call + i), rated("face", i % 7), Map.of("a", same(i % 7), "b", same(1))));
            }
            store.record(ANNA, posts.toArray(RatedPost[]::new));
        }
        store.write(() -> store.recordAnnotations.record(
                ANNA,
                other,
                List.of(Correction.of(new RatedPost(
                        key(1),
                        RatingVector.of(other, Map.of(SET.dimension(1).id(), 4)),
                        Map.of("a", ScoreVector.of(other, 0.5f, 6))))),
                List.of()));
        store.record(new Person("default", "berta"), new RatedPost(key(1), rated("face", 1), Map.of()));

        for (int size : new int[] {1, 2, 5, 7, 22, 100}) {
            List<KeptAnnotation> kept = new ArrayList<>();
            List<KeptAnnotation> page = store.annotations.page(ANNA, null, size);
            while (!page.isEmpty()) {
                assertThat(page.size()).isLessThanOrEqualTo(size);
                kept.addAll(page);
                page = store.annotations.page(ANNA, page.get(page.size() - 1), size);
            }
            assertThat(kept).as("pages of %s", size).hasSize(22).doesNotHaveDuplicates();
            assertThat(kept).extracting(KeptAnnotation::annotateTime).isSorted();
            KeptAnnotation last = kept.get(21);
            assertThat(last.valueSetId()).isEqualTo("pair");
            assertThat(last.valueSetVersion()).isEqualTo(2);
            assertThat(last.valueSetSha256()).isEqualTo(other.sha256());
            assertThat(last.ratings()).isEqualTo(Map.of(SET.dimension(1).id(), 4));
            assertThat(last.scores()).containsExactly(new KeptAnnotation.KeptScores("a", List.of(0.5f, 6f)));
        }
        assertThat(store.history(ANNA).posts()).as("the other set does not count here").hasSize(21);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void erasingTakesEverythingOfOnePersonAndNothingElse(Engine engine) {
        Store store = open(engine);
        List<Person> others = List.of(
                new Person("default", "Anna"),
                new Person("default", "anna "),
                new Person("default", "berta"),
                new Person("other", "anna"));
        others.forEach(other -> store.record(other, new RatedPost(key(1), rated("face", 1), Map.of("a", same(1)))));
        store.record(
                ANNA,
                new RatedPost(key(1), rated("face", 6), Map.of("a", same(1), "b", same(1))),
                new RatedPost(key(2), rated("face", 6), Map.of("a", same(1))));

        assertThat(store.people.erase(ANNA)).isEqualTo(2);

        assertThat(store.history(ANNA).posts()).isEmpty();
        assertThat(store.annotations.page(ANNA, null, 10)).isEmpty();
        assertThat(store.write(() -> store.people.lockRow(ANNA.tenant(), ANNA.userId()))).as("the row that is locked").isEmpty();
        assertThat(store.people.erase(ANNA)).as("again").isZero();
        for (Person other : others) {
            assertThat(store.history(other).posts()).as("%s", other.userId()).hasSize(1);
            assertThat(store.history(other).posts().get(0).scores()).containsOnlyKeys("a");
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aFailureAtTheEndLeavesNothingBehind(Engine engine) {
        Store store = open(engine);
        store.record(ANNA, new RatedPost(key(1), rated("face", 1), Map.of("a", same(1))));

        assertThatThrownBy(() -> store.write(() -> {
                    store.recordAnnotations.record(
                            ANNA,
                            SET,
                            List.of(
                                    Correction.of(new RatedPost(key(1), rated("face", 6), Map.of("a", same(6)))),
                                    Correction.of(new RatedPost(key(2), rated("face", 6), Map.of()))),
                            List.of());
                    throw new IllegalStateException("planted");
                }))
                .hasMessage("planted");

        History history = store.history(ANNA);
        assertThat(history.posts()).hasSize(1);
        assertThat(history.posts().get(0).ratings()).isEqualTo(rated("face", 1));
        assertThat(history.posts().get(0).scores()).isEqualTo(Map.of("a", same(1)));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void nobodyIsLockedOutsideOfATransaction(Engine engine) {
        Store store = open(engine);
        assertThatThrownBy(() -> store.people.lock(ANNA)).isInstanceOf(RuntimeException.class);
        assertThat(store.write(() -> store.people.lockRow(ANNA.tenant(), ANNA.userId()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsWithdrawnIsGone(Engine engine) {
        Store store = open(engine);
        RatingVector two = RatingVector.of(SET, Map.of("face", 5, "hedonism", 2));
        Person berta = new Person("default", "berta");
        for (Person person : List.of(ANNA, berta)) {
            for (int i = 1; i <= 4; i++) {
                store.record(person, new RatedPost(key(i), two, Map.of("a", same(i))));
            }
        }
        int face = SET.requirePosition("face");
        int hedonism = SET.requirePosition("hedonism");

        Recorded recorded = store.record(
                ANNA,
                List.of(
                        new Correction(unrated(2), Set.of(face, SET.requirePosition("tradition"))),
                        new Correction(unrated(3), Set.of(face, hedonism)),
                        new Correction(new RatedPost(key(9), rated("face", 1), Map.of()), Set.of(hedonism)),
                        new Correction(unrated(8), Set.of(face))),
                key(1),
                key(7));

        assertThat(counts(recorded)).containsExactly(1, 1, 3);
        assertThat(recorded.withdrawn()).containsExactly(key(1), key(3));
        assertThat(recorded.after()).isEqualTo(Tally.of(store.history(ANNA))).isEqualTo(store.tallies.of(ANNA, SET));
        assertThat(store.history(ANNA).posts()).extracting(RatedPost::contentKey).containsExactly(key(4), key(2), key(9));
        assertThat(store.history(ANNA).posts().get(1).ratings()).isEqualTo(rated("hedonism", 2));
        assertThat(store.history(ANNA).posts().get(1).scores()).isEqualTo(Map.of("a", same(2)));
        assertThat(store.annotations.page(ANNA, null, 10)).hasSize(3);
        assertThat(store.history(berta).posts()).as("somebody else's").hasSize(4).allMatch(post -> post.ratings().equals(two));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theRevisionMovesWithEveryChangeAndWithNothingElse(Engine engine) {
        Store store = open(engine);
        List<Long> revisions = new ArrayList<>(List.of(store.people.revision(ANNA)));
        RatedPost post = new RatedPost(key(1), rated("face", 1), Map.of("a", same(1)));
        revisions.add(store.record(ANNA, post).revision());
        revisions.add(store.record(ANNA, new RatedPost(key(1), rated("face", 2), Map.of())).revision());
        revisions.add(store.record(ANNA, new RatedPost(key(1), rated("face", 2), Map.of("a", same(2)))).revision());
        revisions.add(store.record(ANNA, List.of(new Correction(unrated(1), Set.of(SET.requirePosition("face"))))).revision());
        store.people.erase(ANNA);
        assertThat(store.people.revision(ANNA)).isEqualTo(PersonStore.NO_REVISION);
        revisions.add(store.record(ANNA, post).revision());
        assertThat(revisions).first().isEqualTo(PersonStore.NO_REVISION);
        assertThat(revisions).isSorted().doesNotHaveDuplicates();

        long last = revisions.get(revisions.size() - 1);
        assertThat(store.record(ANNA, post).revision()).as("the same again").isEqualTo(last);
        assertThat(store.record(ANNA, List.of(), key(2)).revision()).as("withdrawing nothing").isEqualTo(last);
        assertThat(store.record(new Person("default", "berta"), post).revision()).isGreaterThan(last);
        assertThat(store.people.revision(ANNA)).as("by somebody else").isEqualTo(last);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void nobodyIsRememberedForWithdrawing(Engine engine) {
        Store store = open(engine);
        Recorded recorded = store.record(ANNA, List.of(new Correction(unrated(1), Set.of(0))), key(2));
        assertThat(counts(recorded)).containsExactly(0, 0, 0);
        assertThat(recorded.revision()).isEqualTo(PersonStore.NO_REVISION);
        assertThat(store.write(() -> store.people.lockIfKnown(ANNA))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void scoresThatAreAddedLeaveTheAnnotationAsItIs(Engine engine) {
        Store store = open(engine);
        store.record(ANNA, new RatedPost(key(1), rated("face", 1), Map.of()), new RatedPost(key(2), rated("face", 2), Map.of()));
        List<Instant> times = store.annotations.page(ANNA, null, 10).stream().map(KeptAnnotation::annotateTime).toList();

        store.write(() -> {
            store.annotations.keepScores(ANNA, SET, List.of(new RatedPost(key(1), rated("face", 1), Map.of("a", same(3)))));
            return 0;
        });

        List<KeptAnnotation> kept = store.annotations.page(ANNA, null, 10);
        assertThat(kept).extracting(KeptAnnotation::annotateTime).isEqualTo(times);
        assertThat(kept).extracting(annotation -> annotation.scores().size()).containsExactly(1, 0);
        assertThat(kept).extracting(annotation -> annotation.ratings().get("face")).containsExactly(1, 2);
    }

    /** As a version of the service that keeps no tallies writes beside this one. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTallyThatMissedAChangeIsPassedOver(Engine engine) {
        Store store = open(engine);
        store.record(ANNA, new RatedPost(key(1), rated("face", 1), Map.of("a", same(1))));
        store.write(() -> {
            PersonStore.Locked locked = store.people.lock(ANNA);
            store.annotations.add(ANNA, SET, List.of(new RatedPost(key(2), rated("face", 2), Map.of("a", same(1)))), locked.time());
            store.people.changed(ANNA, locked.time());
            return 0;
        });

        assertThat(store.tallies.of(ANNA, SET)).isEqualTo(Tally.of(store.history(ANNA)));
        Recorded recorded = store.record(ANNA, new RatedPost(key(3), rated("face", 3), Map.of("a", same(1))));
        assertThat(recorded.total()).isEqualTo(3);
        assertThat(store.tallies.of(ANNA, SET)).isEqualTo(Tally.of(store.history(ANNA)));
    }

    private static RatedPost unrated(int key) {
        return new RatedPost(key(key), RatingVector.of(SET, Map.of()), Map.of());
    }

    private static List<Integer> counts(Recorded recorded) {
        return List.of(recorded.added(), recorded.updated(), recorded.total());
    }

    private Store open(Engine engine) {
        RunningService service =
                RunningService.start("personalizer-svc", Map.of("datasources.default.url", engine.freshUrl()));
        running.add(service);
        return new Store(service);
    }

    /** The beans that keep annotations, without the wire. */
    private static final class Store {

        private final PersonStore people;
        private final AnnotationStore annotations;
        private final RecordAnnotations recordAnnotations;
        private final Tallies tallies;
        private final SynchronousTransactionManager<?> transactions;

        Store(RunningService service) {
            people = service.bean(PersonStore.class);
            annotations = service.bean(AnnotationStore.class);
            recordAnnotations = service.bean(RecordAnnotations.class);
            tallies = service.bean(Tallies.class);
            transactions = service.bean(SynchronousTransactionManager.class);
        }

        <T> T write(java.util.function.Supplier<T> work) {
            return transactions.executeWrite(status -> work.get());
        }

        Recorded record(Person person, RatedPost... posts) {
            return record(person, Arrays.stream(posts).map(Correction::of).toList());
        }

        Recorded record(Person person, List<Correction> corrections, String... withdrawn) {
            return write(() -> recordAnnotations.record(person, SET, corrections, List.of(withdrawn)));
        }

        History history(Person person) {
            return annotations.history(person, SET);
        }
    }
}
