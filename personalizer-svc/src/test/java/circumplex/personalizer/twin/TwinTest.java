package circumplex.personalizer.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.model.folder.Model;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadDataException;
import circumplex.personalizer.data.Dataset;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TwinTest {

    private static final ValueSet SET = ValueSets.all().defaultSet();
    private static final AnnotationTable TWIN = Twin.generate(SET, TwinScorer.shipped(SET), 1);

    /** Of seeds that miss a band in their first draw, too. What training is needed for, {@code ./circumplex twin --train} checks. */
    @Test
    void everySeedHasThePublishedAggregates() {
        assertThat(Likeness.of(TWIN)).allMatch(Likeness.Check::holds);
        for (long seed : new long[] {2, 7}) {
            assertThat(Likeness.of(Twin.generate(SET, TwinScorer.shipped(SET), seed))).as("seed %d", seed).allMatch(Likeness.Check::holds);
        }
    }

    /** So that a fresh install reads the scores of the embedded scorer as they are. */
    @Test
    void theModelThatShipsExpectsTheScoresOfTheScorerThatTheTwinImitates() throws IOException {
        try (InputStream pointer =
                Objects.requireNonNull(Twin.class.getResourceAsStream("/circumplex/personalizer/model/default.model"))) {
            String id = new String(pointer.readAllBytes(), StandardCharsets.US_ASCII).strip();
            Model model = ModelShelf.loadShipped(Twin.class, "/circumplex/personalizer/model", id);
            assertThat(CalibratorFolder.weights(model).scorers()).containsExactly(TwinScorer.shipped(SET).id());
            assertThat(model.provenance().get("command").getAsString())
                    .isEqualTo("./circumplex train --data twin:1 --spec '{\"kind\": \"monotone\"}' --seed 1");
        }
    }

    @Test
    void aSeedIsATable() {
        AnnotationTable again = Twin.generate(SET, TwinScorer.shipped(SET), 1);
        AnnotationTable other = Twin.generate(SET, TwinScorer.shipped(SET), 2);
        int differ = 0;
        for (int row = 0; row < TWIN.rows(); row++) {
            assertThat(again.ratings(row)).containsExactly(TWIN.ratings(row));
            differ += Arrays.equals(other.ratings(row), TWIN.ratings(row)) ? 0 : 1;
        }
        assertThat(differ).isGreaterThan(TWIN.rows() / 2);
    }

    @Test
    void itsFileIsReadBackAsItself(@TempDir Path folder) throws IOException, BadDataException {
        Path file = folder.resolve("twin.csv");
        LongFormWriter.write(TWIN, file);
        AnnotationTable read = Dataset.read(file, 100_000);
        assertThat(read.rows()).isEqualTo(TWIN.rows());
        for (int row = 0; row < read.rows(); row += 97) {
            assertThat(read.ratings(row)).containsExactly(TWIN.ratings(row));
            assertThat(read.score(0, row, 5)).isCloseTo(TWIN.score(0, row, 5), within(1e-4f));
        }
    }

    @Test
    void aMeasuredScorerHasTheMarginalsOfItsScores(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>();
        lines.add("scorer," + String.join(",", SET.dimensions().stream().map(value -> value.id()).toList()));
        for (int post = 0; post < 600; post++) {
            double shared = random.nextDouble(3);
            lines.add("some/scorer," + String.join(
                    ",", SET.dimensions().stream().map(value -> "" + (shared + random.nextDouble(3))).toList()));
        }
        Path scores = folder.resolve("scores.csv");
        Files.write(scores, lines);
        Path parameters = folder.resolve("scorer.tsv");
        Files.write(parameters, ScorerMeasurement.of(SET, scores).lines());
        TwinScorer scorer = TwinScorer.read(SET, parameters);
        assertThat(scorer.id()).isEqualTo("some/scorer");
        assertThat(scorer.score(4, 0.5)).as("seed 5").isBetween(2.7, 3.3);
        assertThat(scorer.like()[3][9]).as("seed 5").isBetween(0.35, 0.65);
        AnnotationTable twin = Twin.generate(SET, scorer, 1);
        assertThat(IntStream.range(0, twin.rows()).mapToDouble(row -> twin.score(0, row, 4)).average().orElseThrow())
                .isBetween(2.8, 3.2);
    }
}
