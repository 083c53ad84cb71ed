package circumplex.gateway.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.gateway.feed.Degradation;
import circumplex.gateway.feed.Stage;
import circumplex.kit.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a service is left alone, and when it is asked again. */
final class HangingStagesTest {

    private static final Duration FAIR = HangingStages.FAIR_BUDGET;
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger asked = new AtomicInteger();
    private final HangingStages stages = new HangingStages(LONG);

    @Test
    void aServiceThatAnswersNobodyInTimeIsLeftAloneAndOthersAreNot() {
        late(stages, FAIR, HangingStages.MIN_CALLS);
        int before = asked.get();

        assertThat(ask(stages, Stage.CLASSIFY, FAIR, lost(Degradation.Reason.DEADLINE))).isEqualTo(lost(Degradation.Reason.UNAVAILABLE));
        assertThat(asked).hasValue(before);
        assertThat(ask(stages, Stage.RANK, FAIR, answered())).isEqualTo(answered());
    }

    @Test
    void oneFeedTooFewSaysNothing() {
        late(stages, FAIR, HangingStages.MIN_CALLS - 1);
        assertThat(ask(stages, Stage.CLASSIFY, FAIR, answered())).isEqualTo(answered());
    }

    /** As with one replica of three that answers. */
    @Test
    void aThirdOfTheAnswersInTimeIsEnough() {
        for (int i = 0; i < HangingStages.MIN_CALLS; i++) {
            ask(stages, Stage.CLASSIFY, FAIR, answered());
            late(stages, FAIR, 2);
        }
        assertThat(ask(stages, Stage.CLASSIFY, FAIR, answered())).isEqualTo(answered());
    }

    /** Feeds of a client that never has time would take the service from everybody else. */
    @Test
    void aStageThatGotTooLittleTimeSaysNothing() {
        late(stages, FAIR.minusMillis(1), 10 * HangingStages.MIN_CALLS);
        assertThat(ask(stages, Stage.CLASSIFY, FAIR, answered())).isEqualTo(answered());
    }

    @ParameterizedTest
    @EnumSource(value = Degradation.Reason.class, mode = EnumSource.Mode.EXCLUDE, names = "DEADLINE")
    void whoFailsAtOnceDoesNotHang(Degradation.Reason reason) {
        for (int i = 0; i < 2 * HangingStages.MIN_CALLS; i++) {
            assertThat(ask(stages, Stage.CLASSIFY, FAIR, lost(reason))).isEqualTo(lost(reason));
        }
        assertThat(asked).hasValue(2 * HangingStages.MIN_CALLS);
    }

    @Test
    void clientsThatGiveUpSayNothing() {
        for (int i = 0; i < 2 * HangingStages.MIN_CALLS; i++) {
            assertThatThrownBy(() -> stages.unless(Stage.CLASSIFY, FAIR, () -> {
                        throw new IllegalStateException("gone");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(ask(stages, Stage.CLASSIFY, FAIR, answered())).isEqualTo(answered());
    }

    @Test
    void aServiceThatIsBackIsFoundByAFewFeeds() {
        HangingStages impatient = new HangingStages(Duration.ofMillis(1));
        late(impatient, FAIR, HangingStages.MIN_CALLS);
        Eventually.holds("it is asked again", () -> ask(impatient, Stage.CLASSIFY, FAIR, answered()).equals(answered()));
        for (int i = 1; i < HangingStages.PROBES; i++) {
            assertThat(ask(impatient, Stage.CLASSIFY, FAIR, answered())).isEqualTo(answered());
        }
        // Closed, with an empty memory: a few late answers do not open it.
        late(impatient, FAIR, HangingStages.MIN_CALLS - 1);
        assertThat(ask(impatient, Stage.CLASSIFY, FAIR, answered())).isEqualTo(answered());
    }

    /** As with one replica of two that answers. */
    @Test
    void oneOfTheFeedsThatAskAgainIsEnough() {
        HangingStages impatient = new HangingStages(Duration.ofMillis(1));
        late(impatient, FAIR, HangingStages.MIN_CALLS);
        Eventually.holds("it is asked again", () -> ask(impatient, Stage.CLASSIFY, FAIR, answered()).equals(answered()));
        late(impatient, FAIR, HangingStages.PROBES - 1);

        for (int i = 0; i < 2 * HangingStages.PROBES; i++) {
            assertThat(ask(impatient, Stage.CLASSIFY, FAIR, answered())).isEqualTo(answered());
        }
    }

    private void late(HangingStages of, Duration budget, int times) {
        for (int i = 0; i < times; i++) {
            ask(of, Stage.CLASSIFY, budget, lost(Degradation.Reason.DEADLINE));
        }
    }

    private Outcome<String> ask(HangingStages of, Stage stage, Duration budget, Outcome<String> outcome) {
        return of.unless(stage, budget, () -> {
            asked.incrementAndGet();
            return outcome;
        });
    }

    private static Outcome<String> answered() {
        return new Outcome.Answered<>("scores");
    }

    private static Outcome<String> lost(Degradation.Reason reason) {
        return new Outcome.Lost<>(reason);
    }
}
