package circumplex.personalizer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.personalizer.calibration.Prediction;
import circumplex.personalizer.calibration.Predictor;
import circumplex.personalizer.calibration.Query;
import circumplex.personalizer.calibration.SmallTable;
import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.Bootstrap;
import circumplex.personalizer.statistics.Correlation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProtocolTest {

    private static final AnnotationTable TABLE = SmallTable.of(40, 60, 8, 4);

    @Test
    void peopleAndPostsThatAreAskedAboutAreBothUnseen() {
        Folds folds = new Folds(TABLE, 5, 1);
        int[] asked = new int[TABLE.rows()];
        for (int people = 0; people < 5; people++) {
            for (int posts = 0; posts < 5; posts++) {
                Set<Integer> seenPeople = new HashSet<>();
                Set<Integer> seenPosts = new HashSet<>();
                for (int row : folds.train(people, posts)) {
                    seenPeople.add(TABLE.person(row));
                    seenPosts.add(TABLE.post(row));
                }
                for (int row : folds.test(people, posts)) {
                    asked[row]++;
                    assertThat(seenPeople).doesNotContain(TABLE.person(row));
                    assertThat(seenPosts).doesNotContain(TABLE.post(row));
                }
            }
        }
        assertThat(asked).containsOnly(1);
    }

    @Test
    void oneModelThatKnowsNeitherPeopleNorPostsOrdersAWholeFeed() {
        Folds folds = new Folds(TABLE, 10, 1);
        int[] asked = new int[TABLE.rows()];
        for (int fold = 0; fold < 10; fold++) {
            Set<Integer> people = new HashSet<>();
            Set<Integer> posts = new HashSet<>();
            for (int row : folds.feedTest(fold)) {
                asked[row]++;
                people.add(TABLE.person(row));
                posts.add(TABLE.post(row));
            }
            for (int row : folds.feedTrain(fold)) {
                assertThat(people).doesNotContain(TABLE.person(row));
                assertThat(posts).doesNotContain(TABLE.post(row));
            }
            for (int person : people) {
                assertThat(Arrays.stream(TABLE.rowsOfPerson(person)).boxed()).allMatch(row -> asked[row] == 1);
            }
        }
        assertThat(asked).containsOnly(1);
    }

    @Test
    void aGainOfNothingKnownChangesNothingAndMoreThanExpectedRaises() {
        double[] rates = new double[19];
        Arrays.fill(rates, 1);
        Predictor flat = (table, queries) -> queries.stream().map(query -> Prediction.ofMeans(rates.clone())).toList();
        Gain gain = new Gain(flat, rates);
        int[] rows = TABLE.rowsOfPerson(3);
        double[] none = gain.predict(TABLE, List.of(new Query(rows[0], new int[0]))).get(0).mean();
        double[] some = gain.predict(TABLE, List.of(new Query(rows[0], new int[] {rows[1], rows[2]}))).get(0).mean();
        assertThat(none).containsExactly(rates);
        for (int v = 0; v < 19; v++) {
            double seen = TABLE.rating(rows[1], v) + TABLE.rating(rows[2], v);
            assertThat(Math.signum(some[v] - 1)).as("value %d", v).isEqualTo(Math.abs(some[v] - 1) < 1e-9 ? 0 : Math.signum(seen - 2));
        }
    }

    @Test
    void supportsAreOfThePersonNeverOfThePostAndGrow() {
        Supports supports = new Supports(TABLE, Protocol.DEFAULT);
        for (int row = 0; row < TABLE.rows(); row++) {
            int post = TABLE.post(row);
            int person = TABLE.person(row);
            int[] five = supports.around(row, 5, 2);
            assertThat(five).hasSize(5).startsWith(supports.around(row, 2, 2)).doesNotHaveDuplicates();
            assertThat(Arrays.stream(five).map(TABLE::post)).doesNotContain(post);
            assertThat(Arrays.stream(five).map(TABLE::person)).containsOnly(person);
            assertThat(supports.around(row, 10, 0)).hasSize(7);
        }
        assertThat(supports.fixed(3, 4, 0)).startsWith(supports.fixed(3, 2, 0));
    }

    /** Post 0 with ρ 1 and 0 counts .5, post 1 with ρ −.5 counts as much; the undefined row counts nothing. */
    @Test
    void postsCountAlikeHoweverManyPeopleRatedThem() {
        WithinPost within = new WithinPost(TABLE);
        int[] first = rowsOfPost(0);
        int[] second = rowsOfPost(1);
        within.add(first[0], 1);
        within.add(first[1], 0);
        within.add(second[0], -0.5);
        within.add(second[1], Double.NaN);
        assertThat(within.mean()).isEqualTo(0);
        assertThat(within.rows()).isEqualTo(3);
    }

    @Test
    void onesOwnRatingsOrderTheFeedPerfectlyAndAConstantOrdersNothing() {
        FeedOrder order = new FeedOrder(TABLE, 1);
        int[] rows = TABLE.rowsOfPerson(7);
        double[][] own = Arrays.stream(rows).mapToObj(TABLE::ratings).toArray(double[][]::new);
        double[][] reversed = Arrays.stream(own)
                .map(vector -> Arrays.stream(vector).map(y -> -y).toArray())
                .toArray(double[][]::new);
        double[][] constant = Arrays.stream(rows).mapToObj(row -> new double[19]).toArray(double[][]::new);
        for (int active : new int[] {1, 3, 19}) {
            assertThat(order.tau(rows, own, active)).isCloseTo(1, within(1e-12));
            assertThat(order.tau(rows, reversed, active)).isCloseTo(-1, within(1e-12));
            assertThat(order.tau(rows, constant, active)).isZero();
        }
    }

    /** An offset of a person moves the order within a post, and never that of a feed. */
    @Test
    void anOffsetCannotChangeAFeed() {
        FeedOrder order = new FeedOrder(TABLE, 1);
        int[] rows = TABLE.rowsOfPerson(7);
        double[][] scores = Arrays.stream(rows).mapToObj(row -> TABLE.scores(0, row)).toArray(double[][]::new);
        double[][] shifted = Arrays.stream(scores)
                .map(vector -> IntStream.range(0, 19).mapToDouble(v -> vector[v] + v % 5).toArray())
                .toArray(double[][]::new);
        assertThat(order.tau(rows, shifted, 19)).isEqualTo(order.tau(rows, scores, 19));
        assertThat(Correlation.spearman(scores[0], shifted[0])).isLessThan(1);
    }

    @Test
    void reliabilityMeasuresTheDistanceOfPredictedFromObservedShares() {
        Reliability reliability = new Reliability();
        for (int i = 0; i < 100; i++) {
            reliability.add(0.25, i < 45);
            reliability.add(0.75, i < 75);
        }
        assertThat(reliability.error()).isCloseTo(0.1, within(1e-12));
        assertThat(reliability.points()).hasDimensions(2, 3);
    }

    @Test
    void coverageCountsTheEndsOfTheInterval() {
        Scoreboard board = new Scoreboard(TABLE);
        double[][] above = new double[19][6];
        Arrays.stream(above).forEach(shares -> Arrays.fill(shares, 1));
        // Everybody rates 6 for sure.
        board.add(0, 0, new Prediction(new double[19], new double[19], above));
        double sixes = Arrays.stream(TABLE.ratings(0)).filter(y -> y == 6).count() / 19.0;
        assertThat(board.result("x", "y", 0, new Bootstrap(10, 1)).coverage()).isEqualTo(sixes);
    }

    private static int[] rowsOfPost(int post) {
        return IntStream.range(0, TABLE.rows()).filter(row -> TABLE.post(row) == post).toArray();
    }
}
