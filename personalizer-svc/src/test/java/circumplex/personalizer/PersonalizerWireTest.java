package circumplex.personalizer;

import static circumplex.personalizer.Calls.annotation;
import static circumplex.personalizer.Calls.base;
import static circumplex.personalizer.Calls.personalizing;
import static circumplex.personalizer.Calls.post;
import static circumplex.personalizer.Calls.recording;
import static circumplex.personalizer.Samples.SCORER;
import static circumplex.personalizer.Samples.SET;
import static circumplex.personalizer.Samples.key;
import static circumplex.personalizer.Samples.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.personalizer.serving.Admitted;
import circumplex.personalizer.v1.Admission;
import circumplex.personalizer.v1.CalibrationSummary;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizedPost;
import circumplex.personalizer.v1.PostToPersonalize;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Personalizing, recording and calibration through the wire, in memory. */
final class PersonalizerWireTest {

    private static final long SEED = 1618;
    private static final int HEDONISM = SET.requirePosition("hedonism");

    @RegisterExtension
    static OnTheWire wire = new OnTheWire();

    private static Calls calls = wire.calls;

    private String user;

    @BeforeEach
    void somebodyNew() {
        user = UUID.randomUUID().toString();
    }

    @Test
    void withNothingAnnotatedTheBaseScoresComeBackToTheBit() {
        Random random = new Random(SEED);
        PostToPersonalize[] posts = IntStream.range(0, 500)
                .mapToObj(i -> post("post " + i, Samples.randomScores(random)))
                .toArray(PostToPersonalize[]::new);

        PersonalizeScoresResponse answer = calls.personalize(user, posts);

        assertThat(answer.getPostsCount()).isEqualTo(500);
        for (int i = 0; i < posts.length; i++) {
            assertThat(answer.getPosts(i).getPostId()).isEqualTo(posts[i].getPostId());
            assertThat(answer.getPosts(i).getMean().getScoresList())
                    .as("seed %s", SEED)
                    .isEqualTo(posts[i].getBaseScores(0).getValues().getScoresList());
        }
        assertThat(answer.getCalibration()).isEqualTo(summary(SCORER, false, 0, 0));
    }

    @Test
    void annotationsChangeWhatIsPersonalized() {
        PostToPersonalize first = post("a", Samples.only("hedonism", 3));
        PostToPersonalize second = post("b", Samples.only("tradition", 2.75f));
        for (int i = 0; i < 5; i++) {
            calls.record(
                    user, annotation(key(i), Map.of("hedonism", 0), base(SCORER, Samples.only("hedonism", 4))));
        }

        PersonalizeScoresResponse answer = calls.personalize(user, first, second);

        double gain = 11.3 / (20 + 11.3);
        float mean = answer.getPosts(0).getMean().getScores(HEDONISM);
        assertThat((double) mean).isCloseTo(6 * gain / (1 + gain), within(1e-5));
        assertThat(answer.getPosts(1).getMean().getScoresList())
                .as("values that are not annotated")
                .isEqualTo(second.getBaseScores(0).getValues().getScoresList());
        assertThat(mean).as("the first post was ahead, now it is behind").isLessThan(2.75f);
        assertThat(answer.getCalibration()).isEqualTo(summary(SCORER, false, 5, 0));
        assertThat(calls.personalize("somebody else", first).getPosts(0).getMean().getScores(HEDONISM)).isEqualTo(3f);
    }

    @Test
    void everyListIsPackedAndInRange() {
        calls.record(user, annotation(key(1), Map.of("hedonism", 6), base(SCORER, same(1))));

        PersonalizedPost post = calls.personalize(user, post("a", Samples.randomScores(new Random(SEED)))).getPosts(0);

        assertThat(post.getMean().getScoresList()).hasSize(19);
        assertThat(post.getInterval80LowList()).hasSize(19);
        assertThat(post.getInterval80HighList()).hasSize(19);
        assertThat(post.getMeanSeList()).hasSize(19).allSatisfy(error -> assertThat(error).isPositive());
        for (int v = 0; v < 19; v++) {
            assertThat(post.getInterval80Low(v)).isBetween(0f, post.getInterval80High(v));
            assertThat(post.getInterval80High(v)).isLessThanOrEqualTo(6f);
        }
    }

    @Test
    void anAnswerSaysWhetherThePersonHasChangedSince() {
        for (boolean catchingUp : new boolean[] {true, false}) {
            Basis basis = new Basis(List.of("a"), "a model", Admitted.NATIVE, false, 1, 0, catchingUp);
            assertThat(PersonalizerWire.response(new PersonalFeed(List.of(), basis, List.of())).getCalibration().getCatchingUp())
                    .isEqualTo(catchingUp);
        }
    }

    @Test
    void anEmptyFeedIsValid() {
        calls.record(user, annotation(key(1), Map.of("face", 1), base(SCORER, same(1))));

        PersonalizeScoresResponse answer = calls.personalize(user);

        assertThat(answer.getPostsList()).isEmpty();
        assertThat(answer.getCalibration().getScorerId()).as("no post says whose scores there are").isEmpty();
        assertThat(answer.getCalibration().getInactiveAnnotations()).isEqualTo(1);
    }

    @Test
    void theScorerOfMostPostsWinsAndTheOthersComeBackWithoutScores() {
        PersonalizeScoresResponse answer = calls.personalize(
                user,
                post("1", base("a", same(1))),
                post("2", base("a", same(2)), base("b", same(3))),
                post("3", base("b", same(4))),
                post("4", base("b", same(5))));

        assertThat(answer.getCalibration()).isEqualTo(summary("b", true, 0, 0));
        assertThat(answer.getPosts(0)).isEqualTo(PersonalizedPost.newBuilder().setPostId("1").build());
        assertThat(answer.getPosts(1).getMean().getScoresList()).allMatch(score -> score == 3f);
        assertThat(answer.getPosts(3).getMean().getScoresList()).allMatch(score -> score == 5f);
    }

    @Test
    void ofTwoScorersOfAllPostsTheOneWithMoreActiveAnnotationsWins() {
        calls.record(
                user,
                annotation(key(1), Map.of("face", 1), base("b", same(1))),
                annotation(key(2), Map.of("face", 1)));
        PostToPersonalize post = post("1", base("a", same(2)), base("b", same(3)));

        assertThat(calls.personalize(user, post).getCalibration()).isEqualTo(summary("b", false, 1, 1));
        assertThat(calls.personalize("nobody", post).getCalibration()).isEqualTo(summary("a", false, 0, 0));
    }

    @Test
    void aPersonalizationReadsTheDatabaseOnce() throws SQLException {
        calls.record(user, annotation(key(1), Map.of("face", 1), base(SCORER, same(1))));
        PostToPersonalize[] posts =
                IntStream.range(0, 200).mapToObj(i -> post("post " + i, same(1))).toArray(PostToPersonalize[]::new);
        try (Connection connection = DriverManager.getConnection(wire.database, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("set query_statistics true");
            calls.personalize(user, posts);
            try (ResultSet executed = statement.executeQuery("select coalesce(sum(execution_count), 0)"
                    + " from information_schema.query_statistics where sql_statement like '%annotation%'"
                    + " or sql_statement like '%person%'")) {
                executed.next();
                assertThat(executed.getInt(1)).isEqualTo(1);
            } finally {
                statement.execute("set query_statistics false");
            }
        }
    }

    @Test
    void requestsThatAreEqualGetEqualBytes() {
        calls.record(user, annotation(key(1), Map.of("hedonism", 5), base(SCORER, Samples.randomScores(new Random(SEED)))));
        var request = personalizing(user, post("a", Samples.randomScores(new Random(SEED + 1))));
        assertThat(calls.stub().personalizeScores(request).toByteString())
                .isEqualTo(calls.stub().personalizeScores(request).toByteString());
    }

    private static CalibrationSummary summary(String scorer, boolean mixed, int active, int inactive) {
        return CalibrationSummary.newBuilder()
                .setScorerId(scorer)
                .addAllScorerIds(scorer.isEmpty() ? List.of() : List.of(scorer))
                .setCalibratorId("shrunk-gain-1")
                .setAdmission(Admission.ADMISSION_FALLBACK)
                .setMixedScorers(mixed)
                .setActiveAnnotations(active)
                .setInactiveAnnotations(inactive)
                .build();
    }
}
