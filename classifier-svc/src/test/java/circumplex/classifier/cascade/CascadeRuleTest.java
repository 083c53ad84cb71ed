package circumplex.classifier.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scoring;
import circumplex.model.BadModel;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class CascadeRuleTest {

    private static final ValueSet SET = ValueSets.all().defaultSet();
    private static final PostText POST = PostText.read("a post");

    /** Quick scores, and a model whose noise grows with the first score: the rule can know where the two differ. */
    private record Scored(List<ScoreVector> quick, List<ScoreVector> other) {

        static Scored of(int posts, long seed) {
            Random random = new Random(seed);
            List<ScoreVector> quick = new ArrayList<>();
            List<ScoreVector> other = new ArrayList<>();
            for (int i = 0; i < posts; i++) {
                float[] q = new float[SET.size()];
                float[] o = new float[SET.size()];
                for (int v = 0; v < q.length; v++) {
                    q[v] = random.nextFloat() * 4;
                    double noise = random.nextGaussian() * (0.2 + 0.15 * q[0]);
                    o[v] = (float) Math.max(0, Math.min(6, q[v] + noise));
                }
                quick.add(ScoreVector.of(SET, q));
                other.add(ScoreVector.of(SET, o));
            }
            return new Scored(quick, other);
        }
    }

    @Test
    void aRuleAboutOtherScorersIsOffAndSaysSoOnce() {
        List<Double> weights = Collections.nCopies(2 * SET.size() + 1, 0.0);
        CascadeRule rule = new CascadeRule("quick/1", "llm/1", CascadeRule.MIN_POSTS, 0.1, 1, 5, weights);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(EscalateDoubt.class)).addAppender(log);
        EscalateDoubt doubt = new EscalateDoubt(Optional.of(rule));

        doubt.meets("quick/1");
        assertThat(log.list).isEmpty();
        doubt.meets("quick/2");
        assertThat(log.list).singleElement().asString().contains("THE CASCADE IS OFF", "quick/1", "quick/2");
        Scoring quick = Scoring.by("quick/1", ScoreVector.of(SET, new float[SET.size()]));
        for (int i = 0; i < 100; i++) {
            assertThat(doubt.asks(POST, quick, "llm/2")).isFalse();
        }
        assertThat(log.list).hasSize(2).last().asString().contains("llm/1", "llm/2");
    }

    @ParameterizedTest
    @CsvSource({"1, 0.05", "2, 0.05", "3, 0.1", "4, 0.1", "5, 0.2", "6, 0.2"})
    void errsOnPostsToComeAsOftenAsItStates(long seed, double wanted) {
        Scored known = Scored.of(3_000, seed);
        CascadeRule rule = CascadeRule.fit("quick", "other", known.quick(), known.other(), wanted);

        Scored later = Scored.of(20_000, seed + 100);
        int answered = 0;
        int errors = 0;
        for (int i = 0; i < later.quick().size(); i++) {
            if (rule.answers(later.quick().get(i))) {
                answered++;
                errors += CascadeRule.off(later.quick().get(i), later.other().get(i)) > CascadeRule.TOLERANCE ? 1 : 0;
            }
        }
        assertThat(rule.statedRate()).isLessThanOrEqualTo(wanted).isGreaterThan(wanted / 2);
        assertThat(errors / (double) answered).as("seed %d", seed).isCloseTo(rule.statedRate(), within(0.03));
        assertThat(answered / (double) later.quick().size()).isCloseTo(rule.answered(), within(0.05)).isGreaterThan(0.2);
    }

    @Test
    void answersNothingWhereNothingCanBeKnown() {
        Random random = new Random(8);
        List<ScoreVector> quick = Scored.of(2_000, 8).quick();
        List<ScoreVector> unrelated = Scored.of(2_000, random.nextLong()).quick();

        CascadeRule rule = CascadeRule.fit("quick", "other", quick, unrelated, 0.1);

        assertThat(rule.answered()).isZero();
        assertThat(quick).noneMatch(rule::answers);
    }

    @Test
    void isReadAsItWasWritten() {
        Scored known = Scored.of(1_500, 9);
        CascadeRule rule = CascadeRule.fit("quick", "other", known.quick(), known.other(), 0.1);

        assertThat(CascadeRule.parse(rule.bytes(SET), SET)).isEqualTo(rule);
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> CascadeRule.parse("{}".getBytes(StandardCharsets.UTF_8), SET));
    }

    @Test
    void needsAThousandPostsAndTwoScorers() {
        Scored few = Scored.of(999, 10);
        Scored enough = Scored.of(1_000, 10);

        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> CascadeRule.fit("quick", "other", few.quick(), few.other(), 0.1));
        assertThatExceptionOfType(BadModel.class).isThrownBy(() -> CascadeRule.fit("same", "same", enough.quick(), enough.other(), 0.1));
    }

    @Test
    void isOffUntilItIsCalibratedAndForOtherScorers() {
        Scored known = Scored.of(2_000, 11);
        CascadeRule rule = CascadeRule.fit("quick", "other", known.quick(), known.other(), 0.1);
        ScoreVector doubtful = known.quick().stream().filter(scores -> !rule.answers(scores)).findFirst().orElseThrow();
        ScoreVector sure = known.quick().stream().filter(rule::answers).findFirst().orElseThrow();
        EscalateDoubt calibrated = new EscalateDoubt(Optional.of(rule));
        assertThat(calibrated.usesOther()).isTrue();
        assertThat(calibrated.asks(POST, Scoring.by("quick", doubtful), "other")).isTrue();
        assertThat(calibrated.asks(POST, Scoring.by("quick", sure), "other")).isFalse();
        assertThat(calibrated.asks(POST, null, "other")).isTrue();

        assertThat(new EscalateDoubt(Optional.empty()).usesOther()).isFalse();
        assertThat(calibrated.asks(POST, Scoring.by("quick-2", doubtful), "other")).isFalse();
        assertThat(calibrated.asks(POST, Scoring.by("quick", doubtful), "other-2")).isFalse();
    }
}
