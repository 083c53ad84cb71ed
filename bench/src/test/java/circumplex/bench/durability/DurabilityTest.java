package circumplex.bench.durability;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.durability.Findings.Kind;
import circumplex.bench.process.PostgresServer;
import circumplex.bench.process.Storage;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client was told is kept survives {@code kill -9}. */
class DurabilityTest {

    private static final long SEED = 20261122;

    private static @Nullable PostgresServer postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GATEWAY", "PERSONALIZER"})
    void onTheDefaultDatabase(ServiceName service) {
        assertNothingIsLost(service, Storage.byDefault(), 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"GATEWAY", "PERSONALIZER"})
    void onPostgres(ServiceName service) {
        assertNothingIsLost(service, Storage.on(Objects.requireNonNull(postgres)), 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"GATEWAY", "PERSONALIZER"})
    void thisTrialSeesADatabaseThatWritesLate(ServiceName service) {
        try (DurabilityTrial trial = trial(service, Storage.lateH2())) {
            Findings findings = trial.crashUntil(Kind.LOST, 10).findings();
            assertThat(findings.count(Kind.LOST)).as(() -> "seed " + SEED + ": " + findings).isPositive();
        }
    }

    private void assertNothingIsLost(ServiceName service, Storage storage, int kills) {
        try (DurabilityTrial trial = trial(service, storage)) {
            Findings findings = trial.crash(kills).findings();
            assertThat(findings.none()).as(() -> "seed " + SEED + ": " + findings).isTrue();
        }
    }

    private DurabilityTrial trial(ServiceName service, Storage storage) {
        return new DurabilityTrial(Distribution.ofThisProgram(JvmProfile.BRIEF), service, storage, folder, SEED);
    }
}
