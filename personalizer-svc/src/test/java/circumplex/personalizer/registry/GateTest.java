package circumplex.personalizer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.personalizer.registry.Judgement.Figure;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may go into production beside what is there. */
final class GateTest {

    private static final String DATA = "a".repeat(64);

    @Test
    void opensForWhatIsNoWorseBeyondTheInterval() {
        assertThat(compare(judged(.33, .22), judged(.32, .21)).open()).as("better").isTrue();
        assertThat(compare(judged(.32, .21), judged(.32, .21)).open()).as("equal").isTrue();
        assertThat(compare(judged(.315, .205), judged(.32, .21)).open()).as("worse inside the interval").isTrue();
    }

    @Test
    void staysClosedForWhatIsWorseInOneOfTheTwo() {
        Gate.Verdict rho = compare(judged(.30, .25), judged(.32, .21));
        assertThat(rho.open()).isFalse();
        assertThat(rho.findings().get(0)).startsWith("rho at k = 0").endsWith("worse beyond the interval");

        Gate.Verdict tau = compare(judged(.35, .19), judged(.32, .21));
        assertThat(tau.open()).isFalse();
        assertThat(tau.findings().get(0)).startsWith("feed_tau at k = 0 and 3 values");
    }

    @Test
    void comparesTheSameResampledDataWhereBothHaveThem() {
        Gate.Verdict closed = compare(drawn(.30, .29, .30, .31), drawn(.31, .295, .31, .325));
        assertThat(closed.open()).as("always a little below, though its own interval reaches the other's figure").isFalse();
        assertThat(closed.findings().get(0)).contains("difference -0.0100 (-0.0150 to -0.0050)");
        assertThat(compare(drawn(.30, .29, .30, .31), drawn(.30, .29, .30, .31)).open()).as("equal").isTrue();
        assertThat(compare(drawn(.30, .29, .30, .32), drawn(.31, .295, .31, .315)).open()).as("not always below").isTrue();
        assertThat(compare(drawn(.30, .29, .30, .31), drawn(.31)).open()).as("one without draws").isTrue();
    }

    private static Judgement drawn(double rho, Double... draws) {
        return new Judgement(
                DATA,
                "one",
                false,
                List.of(new Figure("rho", 0, 0, rho, rho - .02, rho + .02, List.of(draws)), new Figure("feed_tau", 0, 3, .2, .1, .3)));
    }

    @Test
    void staysClosedWithoutACommonEvaluationOfBoth() {
        Judgement mine = judged(.5, .5);
        Judgement otherData = new Judgement("b".repeat(64), mine.protocol(), false, mine.figures());
        Judgement otherProtocol = new Judgement(DATA, "another", false, mine.figures());
        Judgement seen = new Judgement(DATA, mine.protocol(), true, mine.figures());
        Judgement withoutFeeds = new Judgement(DATA, mine.protocol(), false, mine.figures().subList(0, 1));

        for (Judgement other : List.of(otherData, otherProtocol, seen, withoutFeeds)) {
            Gate.Verdict verdict = compare(mine, other);
            assertThat(verdict.open()).as("%s", other).isFalse();
            assertThat(verdict.findings().get(0)).contains("no evaluation on the same data");
        }
        assertThat(Gate.compare(List.of(), List.of()).open()).isFalse();
    }

    @Test
    void readsBothFormsOfFigures() {
        String figures =
                """
                "results": [{"predictor": "raw", "k": 0, "spearman": {"mean": 1, "low": 1, "high": 1}},
                            {"predictor": "calibrator", "k": 5, "spearman": {"mean": 0.3, "low": 0.2, "high": 0.4}}],
                "feedTau": [{"predictor": "calibrator", "k": 0, "activeValues": 19, "tau": {"mean": 0.2, "low": 0.1, "high": 0.3}}]
                """;
        String head = "\"protocol\": \"one\", \"seed\": 7, \"data\": {\"sha256\": \"" + DATA + "\"}";
        Judgement expected = new Judgement(
                DATA,
                "one, seed 7",
                true,
                List.of(new Figure("rho", 5, 0, .3, .2, .4), new Figure("feed_tau", 0, 19, .2, .1, .3)));

        for (String json : List.of("{" + head + "," + figures + "}", "{" + head + ", \"model\": {" + figures + "}}")) {
            assertThat(Judgement.of(JsonParser.parseString(json).getAsJsonObject(), List.of(DATA))).contains(expected);
        }
        assertThat(Judgement.of(JsonParser.parseString("{" + figures + "}").getAsJsonObject(), List.of())).isEmpty();
        assertThat(Judgement.of(
                        JsonParser.parseString("{" + head.replace("one", "strict-5x5") + "}").getAsJsonObject(), List.of(DATA)))
                .as("folds hold out what they ask about")
                .hasValueSatisfying(judgement -> assertThat(judgement.seen()).isFalse());
    }

    @Test
    void readsWhatServesWithoutAModelAndWhatARefitWasMadeOf() {
        String json =
                """
                {"protocol": "one", "seed": 7, "data": {"sha256": "%s"}, "model": {"results": [
                    {"predictor": "calibrator", "k": 0, "spearman": {"mean": 0.9, "low": 0.9, "high": 0.9}}]},
                 "baselines": {"results": [
                    {"predictor": "raw base scores + gain, shrunk by 10", "base": "a", "k": 0, "spearman": {"mean": 0.1, "low": 0, "high": 0.2}},
                    {"predictor": "raw base scores + gain, shrunk by 10", "base": "b", "k": 0, "spearman": {"mean": 0.2, "low": 0.1, "high": 0.3}},
                    {"predictor": "the base, not refitted", "k": 0, "spearman": {"mean": 0.3, "low": 0.2, "high": 0.4}}]}}
                """
                        .formatted(DATA);

        assertThat(Judgement.ofBeside(JsonParser.parseString(json).getAsJsonObject(), Judgement.GAIN))
                .hasValueSatisfying(gain -> assertThat(gain.figures()).as("the best first").first().isEqualTo(new Figure("rho", 0, 0, .2, .1, .3)));
        assertThat(Judgement.ofBeside(JsonParser.parseString(json).getAsJsonObject(), Judgement.BASE))
                .contains(new Judgement(DATA, "one, seed 7", false, List.of(new Figure("rho", 0, 0, .3, .2, .4))));
        assertThat(Judgement.ofBeside(JsonParser.parseString(json.replace("not refitted", "?")).getAsJsonObject(), Judgement.BASE)).isEmpty();
    }

    private static Gate.Verdict compare(Judgement candidate, Judgement current) {
        return Gate.compare(List.of(candidate), List.of(current));
    }

    private static Judgement judged(double rho, double tau) {
        return new Judgement(
                DATA,
                "one",
                false,
                List.of(new Figure("rho", 0, 0, rho, rho - .01, rho + .01), new Figure("feed_tau", 0, 3, tau, tau - .01, tau + .01)));
    }
}
