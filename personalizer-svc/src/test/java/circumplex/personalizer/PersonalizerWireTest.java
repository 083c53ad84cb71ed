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

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.Admission;
import circumplex.personalizer.v1.CalibrationSummary;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.GetCalibrationResponse;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizedPost;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.personalizer.v1.ValueCalibration;
import circumplex.personalizer.v1.ValueChange;
import circumplex.values.ScoreVector;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Personalizing, recording and calibration through the wire, in memory. */
final class PersonalizerWireTest {

    private static final long SEED = 1618;
    private static final int HEDONISM = SET.requirePosition("hedonism");

    private static final String DATABASE = Engine.H2.freshUrl();

    private static RunningService service;
    private static Calls calls;

    private String user;

    @BeforeAll
    static void start() {
        service = RunningService.start("personalizer-svc", Map.of("datasources.default.url", DATABASE));
        calls = new Calls(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

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
        try (Connection connection = DriverManager.getConnection(DATABASE, "sa", "");
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
    void recordingCountsWhatIsNewAndWhatIsCompleted() {
        RecordAnnotationsResponse first = calls.record(
                user, annotation(key(1), Map.of("face", 1)), annotation(key(2), Map.of("face", 1)));
        RecordAnnotationsResponse second = calls.record(
                user, annotation(key(2), Map.of("hedonism", 1)), annotation(key(3), Map.of("face", 0)));

        assertThat(counts(first)).containsExactly(2, 0, 2);
        assertThat(counts(second)).containsExactly(1, 1, 3);
        assertThat(second.getRevision()).isGreaterThan(first.getRevision()).isEqualTo(calls.calibration(user).getRevision());
    }

    @Test
    void aRepeatedRequestHasTheSameAnswerAndNoSecondEffect() {
        RecordAnnotationsRequest request = recording(user, annotation(key(1), Map.of("face", 1), base(SCORER, same(1))));
        RecordAnnotationsResponse first = calls.stub().recordAnnotations(request);
        calls.record(user, annotation(key(1), Map.of("face", 5)));

        RecordAnnotationsResponse again = calls.stub().recordAnnotations(request);

        assertThat(counts(again)).containsExactly(1, 0, 1);
        assertThat(again).isEqualTo(first.toBuilder().clearChanges().build());
        assertThat(calls.export(user).get(0).getAnnotation().getRatingsMap()).isEqualTo(Map.of("face", 5));
    }

    @Test
    void aRetryWithOtherScoresIsTheSameRequest() {
        RecordAnnotationsRequest request = recording(user, annotation(key(1), Map.of("face", 1), base("old", same(1))));
        calls.stub().recordAnnotations(request);

        RecordAnnotationsResponse again = calls.stub()
                .recordAnnotations(request.toBuilder()
                        .setAnnotations(0, annotation(key(1), Map.of("face", 1), base("new", same(1))))
                        .build());

        assertThat(counts(again)).containsExactly(1, 0, 1);
        assertThat(calls.calibration(user).getSummary()).isEqualTo(summary("old", false, 1, 0));
    }

    @Test
    void aRequestIdIsNotTakenForAnotherRequest() {
        RecordAnnotationsRequest request = recording(user, annotation(key(1), Map.of("face", 1)));
        calls.stub().recordAnnotations(request);
        RecordAnnotationsRequest other =
                request.toBuilder().setAnnotations(0, annotation(key(1), Map.of("face", 2))).build();

        Refused refused = Refused.by(() -> calls.stub().recordAnnotations(other));

        assertThat(refused.summary()).isEqualTo("INVALID_ARGUMENT REQUEST_ID_REUSED");
        assertThat(calls.export(user).get(0).getAnnotation().getRatingsMap()).isEqualTo(Map.of("face", 1));
    }

    @Test
    void calibrationSaysWhatAnnotationsDo() {
        calls.record(
                user,
                annotation(key(1), Map.of("hedonism", 5, "face", 2), base("a", scores(2, 3))),
                annotation(key(2), Map.of("hedonism", 2), base("a", scores(1, 0)), base("b", same(6))),
                annotation(key(3), Map.of("tradition", 6)));

        GetCalibrationResponse latest = calls.calibration(user);

        assertThat(latest.getSummary()).isEqualTo(summary("a", false, 2, 1));
        assertThat(latest.getValuesList())
                .containsExactly(
                        value("hedonism", (10 * 1.13 + 7) / (10 * 1.13 + 3), 2, 3.5, 1.5),
                        value("face", (10 * 0.85 + 2) / (10 * 0.85 + 3), 1, 2, 3),
                        value("tradition", 1, 0, 0, 0));
        GetCalibrationResponse other = calls.stub()
                .getCalibration(GetCalibrationRequest.newBuilder().setUserId(user).setScorerId("b").build());
        assertThat(other.getSummary()).isEqualTo(summary("b", false, 1, 2));
        assertThat(other.getValues(0)).isEqualTo(value("hedonism", (10 * 1.13 + 2) / (10 * 1.13 + 6), 1, 2, 6));
    }

    @Test
    void anAnswerSaysWhatChanged() {
        calls.record(user, annotation(key(1), Map.of("hedonism", 5, "face", 2), base("a", scores(2, 3))));

        RecordAnnotationsResponse corrected = calls.stub()
                .recordAnnotations(recording(
                                user,
                                annotation(key(1), Map.of("hedonism", 0)).toBuilder().addWithdrawnValueIds("face").build(),
                                annotation(key(2), Map.of("tradition", 1)))
                        .toBuilder()
                        .addWithdrawnContentKeys(key(7))
                        .build());

        double before = (10 * 1.13 + 5) / (10 * 1.13 + 2);
        double after = (10 * 1.13) / (10 * 1.13 + 2);
        double face = (10 * 0.85 + 2) / (10 * 0.85 + 3);
        assertThat(corrected.getChangesList()).extracting(ValueChange::getValueId).containsExactly("hedonism", "face", "tradition");
        ValueChange hedonism = corrected.getChanges(0);
        assertThat(hedonism.getBefore()).isEqualTo(value("hedonism", before, 1, 5, 2));
        assertThat(hedonism.getAfter()).isEqualTo(value("hedonism", after, 1, 0, 2));
        assertThat(hedonism.getScoreChange()).isCloseTo(shifted(1.13, after) - shifted(1.13, before), within(1e-6)).isNegative();
        ValueChange unrated = corrected.getChanges(1);
        assertThat(unrated.getBefore()).isEqualTo(value("face", face, 1, 2, 3));
        assertThat(unrated.hasAfter()).isFalse();
        assertThat(unrated.getScoreChange()).isCloseTo(0.85 - shifted(0.85, face), within(1e-6)).isPositive();
        ValueChange inactive = corrected.getChanges(2);
        assertThat(inactive.hasBefore()).isFalse();
        assertThat(inactive.getAfter()).isEqualTo(value("tradition", 1, 0, 0, 0));
        assertThat(inactive.getScoreChange()).isZero();
        assertThat(corrected.getWithdrawnContentKeysList()).isEmpty();
        assertThat(calls.calibration(user).getValuesList()).contains(hedonism.getAfter(), inactive.getAfter());
    }

    @Test
    void whatIsWithdrawnCountsNoLonger() {
        PostToPersonalize post = post("a", same(2));
        PersonalizeScoresResponse never = calls.personalize(user, post);
        calls.record(user, annotation(key(1), Map.of("hedonism", 6), base(SCORER, same(1))));
        PersonalizeScoresResponse one = calls.personalize(user, post);
        calls.record(user, annotation(key(2), Map.of("hedonism", 6, "face", 0), base(SCORER, same(1))));
        assertThat(calls.personalize(user, post)).isNotEqualTo(one);

        RecordAnnotationsRequest withdrawal =
                recording(user).toBuilder().addWithdrawnContentKeys(key(2)).build();
        RecordAnnotationsResponse withdrawn = calls.stub().recordAnnotations(withdrawal);

        assertThat(counts(withdrawn)).containsExactly(0, 0, 1);
        assertThat(withdrawn.getWithdrawnContentKeysList()).containsExactly(key(2));
        assertThat(calls.personalize(user, post)).isEqualTo(one);
        assertThat(calls.stub().recordAnnotations(withdrawal)).isEqualTo(withdrawn.toBuilder().clearChanges().clearWithdrawnContentKeys().build());
        RecordAnnotationsResponse again = calls.stub()
                .recordAnnotations(withdrawal.toBuilder().setRequestId(UUID.randomUUID().toString()).build());
        assertThat(again.getWithdrawnContentKeysList()).isEmpty();
        assertThat(again.getRevision()).isEqualTo(withdrawn.getRevision());
        calls.stub().recordAnnotations(recording(
                user, annotation(key(1), Map.of()).toBuilder().addWithdrawnValueIds("hedonism").build()));
        assertThat(calls.personalize(user, post)).isEqualTo(never);
        assertThat(calls.export(user)).isEmpty();
    }

    private static double shifted(double score, double gain) {
        double odds = score / (6 - score) * gain;
        return 6 * odds / (1 + odds);
    }

    @Test
    void calibrationOfNobodyIsEmpty() {
        assertThat(calls.calibration(user))
                .isEqualTo(GetCalibrationResponse.newBuilder().setSummary(summary("", false, 0, 0)).build());
    }

    @Test
    void requestsThatAreEqualGetEqualBytes() {
        calls.record(user, annotation(key(1), Map.of("hedonism", 5), base(SCORER, Samples.randomScores(new Random(SEED)))));
        var request = personalizing(user, post("a", Samples.randomScores(new Random(SEED + 1))));
        assertThat(calls.stub().personalizeScores(request).toByteString())
                .isEqualTo(calls.stub().personalizeScores(request).toByteString());
    }

    private static ScoreVector scores(float hedonism, float face) {
        float[] scores = new float[SET.size()];
        scores[HEDONISM] = hedonism;
        scores[SET.requirePosition("face")] = face;
        return ScoreVector.of(SET, scores);
    }

    private static List<Integer> counts(RecordAnnotationsResponse recorded) {
        return List.of(recorded.getAdded(), recorded.getUpdated(), recorded.getTotal());
    }

    private static ValueCalibration value(String id, double gain, int ratings, double meanRating, double meanBaseScore) {
        return ValueCalibration.newBuilder()
                .setValueId(id)
                .setGain(gain)
                .setRatings(ratings)
                .setMeanRating(meanRating)
                .setMeanBaseScore(meanBaseScore)
                .build();
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
