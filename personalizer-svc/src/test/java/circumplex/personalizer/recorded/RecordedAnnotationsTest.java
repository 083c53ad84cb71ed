package circumplex.personalizer.recorded;

import static circumplex.personalizer.Samples.SET;
import static circumplex.personalizer.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.Samples;
import circumplex.personalizer.annotation.Correction;
import circumplex.personalizer.annotation.Person;
import circumplex.personalizer.annotation.RatedPost;
import circumplex.personalizer.annotation.RecordAnnotations;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.data.BadDataException;
import circumplex.personalizer.data.Dataset;
import circumplex.personalizer.recorded.RecordedAnnotations.Counts;
import circumplex.values.ScoreVector;
import io.micronaut.transaction.SynchronousTransactionManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recorded annotations as data, on both engines. */
final class RecordedAnnotationsTest {

    private static final long SEED = 41;
    private static final int POSTS = 260;
    private static final String ODD = "scorer, with \"quotes\"";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void everyScoredAnnotationOfTheTenantIsThereOnceAndNobodyIsNamed(Engine engine) throws Exception {
        try (RunningService service =
                RunningService.start("personalizer-svc", Map.of("datasources.default.url", engine.freshUrl()))) {
            SynchronousTransactionManager<?> transactions = service.bean(SynchronousTransactionManager.class);
            RecordAnnotations record = service.bean(RecordAnnotations.class);
            Random random = new Random(SEED);
            List<RatedPost> posts = new ArrayList<>();
            for (int i = 0; i < POSTS; i++) {
                Map<String, ScoreVector> scores = i % 4 == 0
                        ? Map.of(ODD, Samples.randomScores(random))
                        : Map.of(ODD, Samples.randomScores(random), "b", Samples.randomScores(random));
                posts.add(new RatedPost(key(i), Samples.randomRatings(random), scores));
            }
            for (String user : List.of("zoe", "Anna", "anna")) {
                transactions.executeWrite(status ->
                        record.record(new Person("default", user), SET, posts.stream().map(Correction::of).toList(), List.of()));
            }
            transactions.executeWrite(status -> record.record(new Person("default", "zoe"), SET, List.of(), List.of(key(1), key(2))));
            transactions.executeWrite(status -> record.record(
                    new Person("other", "eve"), SET, List.of(Correction.of(posts.get(5))), List.of()));
            RecordedAnnotations recorded = service.bean(RecordedAnnotations.class);

            AnnotationTable one = recorded.table("default", SET, List.of(ODD), 10_000);
            AnnotationTable both = recorded.table("default", SET, List.of(ODD, "b"), 10_000);

            assertThat(3 * POSTS).as("more than a page").isGreaterThan(RecordedAnnotations.PAGE);
            assertThat(one.rows()).isEqualTo(3 * POSTS - 2);
            assertThat(both.rows()).isEqualTo(3 * (POSTS - POSTS / 4) - 2);
            assertThat(one.people()).containsExactly("person-1", "person-2", "person-3");
            assertThat(recorded.table("other", SET, List.of(ODD), 10).rows()).isEqualTo(1);
            for (int row = 0; row < one.rows(); row++) {
                RatedPost post = posts.get(Integer.parseInt(one.posts().get(one.post(row)), 16));
                for (int v = 0; v < SET.size(); v++) {
                    assertThat(one.rating(row, v)).isEqualTo(post.ratings().rated(v) ? post.ratings().get(v) : AnnotationTable.UNRATED);
                    assertThat(one.score(0, row, v)).as("seed %s", SEED).isEqualTo(Objects.requireNonNull(post.scores().get(ODD)).get(v));
                }
            }
            assertThatThrownBy(() -> recorded.table("default", SET, List.of(ODD), 100)).isInstanceOf(BadDataException.class);

            Path file = folder.resolve("recorded.csv");
            Counts counts = recorded.write("default", SET, List.of(ODD, "b"), file, 10_000, () -> true);
            assertThat(counts).isEqualTo(new Counts(both.rows(), 3 * POSTS / 4, 3));
            assertThat(Files.readString(file)).doesNotContain("zoe").doesNotContain("nna");
            AnnotationTable read = Dataset.read(file, 10_000);
            assertThat(read.scorers()).containsExactly(ODD, "b");
            assertThat(read.rows()).isEqualTo(both.rows());
            for (int row = 0; row < read.rows(); row++) {
                assertThat(read.posts().get(read.post(row))).isEqualTo(both.posts().get(both.post(row)));
                assertThat(read.ratings(row)).isEqualTo(both.ratings(row));
                assertThat(read.scores(1, row)).isEqualTo(both.scores(1, row));
            }
        }
    }
}
