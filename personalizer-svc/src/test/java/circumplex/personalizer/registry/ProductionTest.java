package circumplex.personalizer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.serving.ModelsInUse;
import circumplex.personalizer.serving.ServedModels;
import circumplex.personalizer.serving.StartingModel;
import circumplex.personalizer.state.Changeover;
import circumplex.values.ValueSets;
import io.micronaut.transaction.SynchronousTransactionManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every replica serves what the pointer names, as soon as it can. */
final class ProductionTest {

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

    @Test
    void otherReplicasFollowAndGoOnWithWhatTheyHaveIfTheyCannot(@TempDir Path shared, @TempDir Path other) throws IOException {
        String url = Engine.H2.freshUrl();
        try (RunningService one = RunningService.start("personalizer-svc", Models.settings(url, shared));
                RunningService same = RunningService.start("personalizer-svc", Models.settings(url, shared));
                RunningService without = RunningService.start("personalizer-svc", Models.settings(url, other))) {
            Models here = new Models(one, shared);
            Models replica = new Models(same, shared);
            Models poor = new Models(without, other);
            String first = here.add(7);
            String second = here.add(8);
            Files.createDirectories(other.resolve("models"));
            Models.copy(shared.resolve("models").resolve(first), other.resolve("models").resolve(first));

            here.force(first);
            without.bean(Production.class).follow();
            Eventually.holds("the other replica follows", () -> poor.answering().equals(first));
            here.force(second);
            without.bean(Production.class).follow();

            assertThat(poor.answering()).as("the model is not on its disk").isEqualTo(first);
            assertThat(poor.pointer().getModelId()).isEqualTo(second);
            assertThat(poor.pointer().getServedHere()).isFalse();
            Eventually.holds("the other replica follows", () -> replica.answering().equals(second));
            assertThat(replica.pointer().getServedHere()).isTrue();
        }
    }

    @Test
    void aStartServesWhatIsInProduction(@TempDir Path own) {
        String url = Engine.H2.freshUrl();
        String id;
        try (RunningService before = RunningService.start("personalizer-svc", Models.settings(url, own))) {
            Models there = new Models(before, own);
            id = there.add(9);
            there.force(id);
        }
        try (RunningService after = RunningService.start("personalizer-svc", Models.settings(url, own))) {
            assertThat(new Models(after, own).answering()).isEqualTo(id);
        }
    }

    @Test
    void aLateWordOfAnEarlierChangeoverChangesNothing() {
        models.force(worse);
        Production production = models.bean(Production.class);
        Pointer earlier = models.bean(PointerStore.class).find("default", ValueSets.all().defaultSet().id());
        models.force(better);
        String etag = models.pointer().getEtag();

        production.shared().answers(earlier);
        assertThat(production.serves("default", etag)).isTrue();
    }

    @Test
    void whatCannotBeReadWhileItMovesIsMovedToLater(@TempDir Path own) {
        Map<String, Object> settings = new HashMap<>(Models.settings(Engine.H2.freshUrl(), own));
        settings.put("circumplex.calibrators.poll-millis", 60_000);
        try (RunningService alone = RunningService.start("personalizer-svc", settings)) {
            Models there = new Models(alone, own);
            String id = there.add(15);
            Unreadable pointers = new Unreadable(alone.bean(PointerStore.class));
            Production production = new Production(
                    alone.bean(CalibratorFiles.class),
                    pointers,
                    alone.bean(Registry.class),
                    alone.bean(ServedModels.class),
                    alone.bean(StartingModel.class),
                    alone.bean(ModelsInUse.class),
                    alone.bean(Changeover.class));
            production.start();
            SynchronousTransactionManager<?> transactions = alone.bean(SynchronousTransactionManager.class);
            String set = ValueSets.all().defaultSet().id();
            Pointer moved = transactions.executeWrite(status -> alone.bean(PointerStore.class)
                    .move("default", set, Pointer.NONE, id, Promotion.Kind.PROMOTED, "a test", "a-request"));

            pointers.unreadable = true;
            production.follow();
            assertThat(there.answering()).isEmpty();
            assertThat(production.serves("default", moved.etag())).isFalse();
            pointers.unreadable = false;
            production.follow();
            Eventually.holds("it is moved to", () -> production.serves("default", moved.etag()));
            assertThat(there.answering()).isEqualTo(id);
        }
    }

    /** The real table, whose history can now and then not be read. */
    private static final class Unreadable extends PointerStore {

        private final PointerStore real;
        private boolean unreadable;

        Unreadable(PointerStore real) {
            this.real = real;
        }

        @Override
        Optional<Row> row(String tenant, String valueSetId) {
            return real.row(tenant, valueSetId);
        }

        @Override
        List<String> tenants(String valueSetId) {
            return real.tenants(valueSetId);
        }

        @Override
        Optional<String> lastKind(String tenant, String valueSetId) {
            if (unreadable) {
                throw new IllegalStateException("a test");
            }
            return real.lastKind(tenant, valueSetId);
        }

        @Override
        List<Move> moves(String tenant, String valueSetId) {
            return real.moves(tenant, valueSetId);
        }

        @Override
        int insert(String tenant, String valueSetId, String modelId, String etag, long sequence, Instant time) {
            return real.insert(tenant, valueSetId, modelId, etag, sequence, time);
        }

        @Override
        int update(String tenant, String valueSetId, String modelId, String etag, long sequence, Instant time, String before) {
            return real.update(tenant, valueSetId, modelId, etag, sequence, time, before);
        }

        @Override
        void record(
                String tenant,
                String valueSetId,
                long sequence,
                String kind,
                String modelId,
                String previous,
                String reason,
                String requestId,
                Instant time) {
            real.record(tenant, valueSetId, sequence, kind, modelId, previous, reason, requestId, time);
        }
    }
}
