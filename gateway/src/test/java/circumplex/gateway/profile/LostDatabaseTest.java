package circumplex.gateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.FaultyPort;
import circumplex.kit.patience.LateException;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A database server whose machine loses its power says nothing: whoever waits for its answer has to stop by himself. */
final class LostDatabaseTest {

    /** More than may read at once. */
    private static final int READERS = 12;

    @Test
    void profilesAreReadAgainAfterTheServerWasLostWithoutAWord() {
        Matcher url = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)(/.*)").matcher(Engine.POSTGRES.freshUrl());
        assertThat(url.matches()).as("the URL of PostgreSQL names host and port").isTrue();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try (FaultyPort port = new FaultyPort(url.group(1), Integer.parseInt(url.group(2)));
                RunningService gateway = RunningService.start("gateway", Map.of(
                        "datasources.default.url", "jdbc:postgresql://127.0.0.1:" + port.port() + url.group(3),
                        "circumplex.database.connection-millis", 1000,
                        "circumplex.database.statement-millis", 1000))) {
            ProfileStore profiles = gateway.bean(ProfileStore.class);
            Eventually.holds("profiles are read", () -> read(profiles));

            AtomicBoolean silent = new AtomicBoolean();
            AtomicInteger answers = new AtomicInteger();
            List<CompletableFuture<Void>> busy = Stream.generate(() -> CompletableFuture.runAsync(
                            () -> {
                                while (read(profiles) || !silent.get()) {
                                    answers.incrementAndGet();
                                }
                            },
                            readers))
                    .limit(READERS)
                    .toList();
            Eventually.holds("all of them read", () -> answers.get() > 50 * READERS);
            // In the middle of statements, and on connections that the pool has no reason to doubt.
            port.set(FaultyPort.Fault.SILENCE);
            silent.set(true);
            assertThat(busy).allSatisfy(reader -> assertThat(reader.get(30, TimeUnit.SECONDS)).isNull());
            port.set(FaultyPort.Fault.NONE);

            Eventually.holds("profiles are read again", () -> read(profiles));
        } finally {
            readers.shutdownNow();
        }
    }

    /** Whether there was an answer in time. */
    private static boolean read(ProfileStore profiles) {
        try {
            return profiles.find("default", "anna", set(), Duration.ofMillis(500)).isEmpty();
        } catch (LateException | StoreLostException e) {
            return false;
        }
    }

    private static ValueSet set() {
        return ValueSets.all().find("schwartz-19").orElseThrow();
    }
}
