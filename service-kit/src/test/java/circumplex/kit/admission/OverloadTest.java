package circumplex.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.admission.SimulatedServer.Seen;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the limit does to a server with twice the calls that it can answer. */
class OverloadTest {

    private static final Optional<AdmissionLimits> DEFAULTS = Optional.of(new AdmissionLimits(40, 20, 200, 1 << 25));

    /** Of services whose calls wait for others. */
    private static final Optional<AdmissionLimits> MANY_CALLS = Optional.of(new AdmissionLimits(100, 100, 200, 1 << 25));

    /** In microseconds. */
    private static final int FEED = 8_000;

    private static final int LIST = 300;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void twiceTheLoadIsAnsweredAsMuchAsThePeakAndRecoversWithinTenSeconds(long seed) {
        SimulatedServer server = new SimulatedServer(seed, DEFAULTS, 1_000);
        server.run(10, 0.5, OverloadTest::mix);
        double peak = Math.max(perSecond(server.run(10, 0.9, OverloadTest::mix), 10), perSecond(server.run(10, 1, OverloadTest::mix), 10));

        assertThat(perSecond(server.run(60, 2, OverloadTest::mix), 60)).isGreaterThan(0.9 * peak);

        server.run(9, 0.5, OverloadTest::mix);
        Seen recovered = server.run(10, 0.5, OverloadTest::mix);
        assertThat(recovered.refused()).isZero();
        assertThat(recovered.meanMillis()).isLessThan(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void withoutALimitTheWorkIsDoneForClientsThatAreGone(long seed) {
        SimulatedServer server = new SimulatedServer(seed, Optional.empty(), 1_000);
        double peak = perSecond(server.run(10, 0.9, OverloadTest::mix), 10);

        assertThat(perSecond(server.run(20, 2, OverloadTest::mix), 20)).isLessThan(0.75 * peak);
    }

    /** Longer calls look like overload to a gradient of latency: the lower bound keeps the cores busy. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void anotherMixOfCallsIsNotMistakenForTooMany(long seed) {
        SimulatedServer server = new SimulatedServer(seed, DEFAULTS, 1_000);
        server.run(60, 0.8, draw -> LIST);
        Seen feeds = server.run(20, 0.8, draw -> FEED);

        assertThat(feeds.refused()).isLessThan(feeds.answered() / 100);
        assertThat(feeds.late()).isZero();
    }

    /** Where a floor of the limit lets more calls in than cores can work on, they are not kept waiting for each other. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void callsThatWaitForACoreAreNoMoreThanKeepTheCoresBusy(long seed) {
        SimulatedServer server = new SimulatedServer(seed, MANY_CALLS, 1_000);
        double peak = perSecond(server.run(10, 0.9, OverloadTest::mix), 10);
        server.run(20, 2, OverloadTest::mix);

        Seen flooded = server.run(30, 2, OverloadTest::mix);
        assertThat(perSecond(flooded, 30)).isGreaterThan(0.9 * peak);
        assertThat(flooded.meanMillis()).isLessThan(60);
        assertThat(server.limit()).isLessThan(25);

        server.run(20, 0.5, OverloadTest::mix);
        assertThat(server.run(10, 0.5, OverloadTest::mix).refused()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void callsThatWaitForAnotherServiceAreLetIn(long seed) {
        SimulatedServer server = new SimulatedServer(seed, MANY_CALLS, 1_000);
        server.idle(400);
        server.run(30, 0.5, draw -> FEED);

        Seen seen = server.run(30, 0.5, draw -> FEED);
        assertThat(seen.refused()).isLessThan(seen.answered() / 100);
        assertThat(server.limit()).isGreaterThanOrEqualTo(100);
    }

    /** Seven feeds and three lists in ten calls. */
    private static int mix(int draw) {
        return draw < 70 ? FEED : LIST;
    }

    private static double perSecond(Seen seen, double seconds) {
        return seen.answered() / seconds;
    }
}
