package circumplex.kit.admission;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.admission.SimulatedServer.Seen;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the limit does to a server with twice the calls that it can answer. */
class OverloadTest {

    private static final Optional<AdmissionLimits> DEFAULTS = Optional.of(new AdmissionLimits(40, 20, 200, 1 << 25));

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

    /** Seven feeds and three lists in ten calls. */
    private static int mix(int draw) {
        return draw < 70 ? FEED : LIST;
    }

    private static double perSecond(Seen seen, double seconds) {
        return seen.answered() / seconds;
    }
}
