package circumplex.personalizer.serving;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.model.folder.Model;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.ExpectedRatings;
import circumplex.personalizer.calibration.PersonState;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.statistics.Correlation;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fresh install's model keeps what the scorer says. It has learnt from a synthetic twin, so what it makes of posts must not lean on what
 * the twin only supposes. The scores are those of the embedded scorer of the sample feed, by {@code ./circumplex embedded-scores}.
 */
final class ShippedModelTest {

    private static final ValueSet SET = ValueSets.all().defaultSet();

    /** The preset of the demonstration for care and against status. */
    private static final Map<String, Double> KIND_AND_OPEN = Map.of(
            "benevolence_caring", 1.0,
            "benevolence_dependability", 0.6,
            "universalism_concern", 0.8,
            "universalism_tolerance", 0.8,
            "humility", 0.4,
            "power_dominance", -0.8,
            "power_resources", -0.4,
            "face", -0.3);

    /** The three advertisements stand at the end of the file. */
    private static final int ADVERTISEMENTS = 3;

    private static double[][] scores = new double[0][];
    private static double[][] means = new double[0][];
    private static Calibrator calibrator;

    @BeforeAll
    static void ask() throws IOException {
        calibrator = Calibrator.plain(CalibratorFolder.weights(StartingModel.shipped().orElseThrow()));
        scores = sampleFeed();
        means = means(calibrator.state(List.of()));
    }

    /** At a start it is not asked for its figures and its card; here it is checked as a model from outside is. */
    @Test
    void itSaysOfItselfWhatEveryModelHasTo(@TempDir Path folder) throws IOException {
        Model shipped = StartingModel.shipped().orElseThrow();
        Path home = Files.createDirectory(folder.resolve(shipped.id()));
        for (String name : shipped.files()) {
            Files.write(home.resolve(name), shipped.file(name));
        }
        try (InputStream manifest = StartingModel.class.getResourceAsStream("/circumplex/personalizer/model/" + shipped.id() + "/manifest.json")) {
            Files.copy(Objects.requireNonNull(manifest), home.resolve("manifest.json"));
        }

        Model checked = new ModelShelf(folder).load(shipped.id());
        assertThat(shipped.metrics()).isEqualTo(checked.metrics());
        assertThat(shipped.provenance()).isEqualTo(checked.provenance());
        assertThat(shipped.provenance().toString()).contains("Apache-2.0, synthetic", "./circumplex train --data twin:1");
        assertThat(calibrator.weights().guarded()).isTrue();
    }

    @Test
    void itIsMadeForTheScoresOfTheSampleFeed() {
        assertThat(calibrator.weights().scorers()).containsExactly(scorer);
    }

    @Test
    void theOrderByOneValueIsThatOfTheScorer() {
        double[] kept = IntStream.range(0, SET.size())
                .mapToDouble(v -> Correlation.kendallTauB(column(scores, v), column(means, v)))
                .toArray();
        assertThat(Arrays.stream(kept).min().orElseThrow()).isGreaterThanOrEqualTo(0.6);
        assertThat(Arrays.stream(kept).average().orElseThrow()).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void theOrderByAPresetIsNearlyThatOfTheScorer() {
        int[] raw = order(scores);
        int[] served = order(means);
        assertThat(Correlation.kendallTauB(places(raw), places(served))).isGreaterThanOrEqualTo(0.6);
        List<Integer> top = Arrays.stream(served).limit(10).boxed().toList();
        assertThat(Arrays.stream(raw).limit(20).boxed().toList()).as("the ten first were among the twenty first").containsAll(top);
    }

    @Test
    void noAdvertisementComesNearTheTop() {
        double[] raw = places(order(scores));
        double[] served = places(order(means));
        for (int post = scores.length - ADVERTISEMENTS; post < scores.length; post++) {
            assertThat(served[post]).as("an advertisement, on place %s by the scorer", raw[post]).isGreaterThan(scores.length / 4.0);
        }
    }

    /** What is known of a person moves a value in all posts alike. */
    @Test
    void annotationsDoNotTurnTheOrderByOneValueRound() {
        SplittableRandom random = new SplittableRandom(7);
        List<circumplex.personalizer.calibration.Annotated> known = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            double[] ratings = random.ints(SET.size(), 0, 7).asDoubleStream().toArray();
            known.add(new circumplex.personalizer.calibration.Annotated(new double[][] {scores[random.nextInt(scores.length)]}, ratings));
        }
        double[][] personal = means(calibrator.state(known));
        for (int v = 0; v < SET.size(); v++) {
            assertThat(Correlation.kendallTauB(column(scores, v), column(personal, v))).as("seed 7").isGreaterThanOrEqualTo(0.6);
        }
    }

    private static String scorer = "";

    private static double[][] means(PersonState state) {
        List<ExpectedRatings> expected =
                calibrator.expect(Arrays.stream(scores).map(post -> new double[][] {post}).toList(), state, new float[0]);
        return expected.stream().map(ExpectedRatings::mean).toArray(double[][]::new);
    }

    private static double[] column(double[][] posts, int value) {
        return Arrays.stream(posts).mapToDouble(post -> post[value]).toArray();
    }

    private static int[] order(double[][] posts) {
        double[] sums = Arrays.stream(posts)
                .mapToDouble(post -> KIND_AND_OPEN.entrySet().stream()
                        .mapToDouble(weight -> weight.getValue() * post[SET.position(weight.getKey()).orElseThrow()])
                        .sum())
                .toArray();
        return IntStream.range(0, posts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(post -> -sums[post]))
                .mapToInt(post -> post)
                .toArray();
    }

    private static double[] places(int[] order) {
        double[] places = new double[order.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        return places;
    }

    private static double[][] sampleFeed() throws IOException {
        try (InputStream stream = Objects.requireNonNull(ShippedModelTest.class.getResourceAsStream("sample-feed-scores.csv"))) {
            List<String> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
            scorer = lines.get(0).split(",", -1)[0];
            return lines.stream()
                    .map(line -> Arrays.stream(line.split(",", -1)).skip(1).mapToDouble(Double::parseDouble).toArray())
                    .toArray(double[][]::new);
        }
    }
}
