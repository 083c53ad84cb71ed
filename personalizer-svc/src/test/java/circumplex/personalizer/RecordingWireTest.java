package circumplex.personalizer;

import static circumplex.personalizer.Calls.annotation;
import static circumplex.personalizer.Calls.base;
import static circumplex.personalizer.Calls.post;
import static circumplex.personalizer.Calls.recording;
import static circumplex.personalizer.Samples.SCORER;
import static circumplex.personalizer.Samples.SET;
import static circumplex.personalizer.Samples.key;
import static circumplex.personalizer.Samples.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.kit.testing.Refused;
import circumplex.personalizer.v1.AddBaseScoresRequest;
import circumplex.personalizer.v1.Admission;
import circumplex.personalizer.v1.CalibrationSummary;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.GetCalibrationResponse;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.personalizer.v1.ScoredAnnotation;
import circumplex.personalizer.v1.ValueCalibration;
import circumplex.personalizer.v1.ValueChange;
import circumplex.values.ScoreVector;
import circumplex.wire.WireValueSets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What recording annotations answers, and what is known afterwards. */
final class RecordingWireTest {

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
    void annotationsOfAPersonHaveScoresOfSoManyScorersAndNoMore() {
        RecordAnnotationsRequest.Builder most = recording(user).toBuilder();
        for (int scorer = 0; scorer < 100; scorer += 2) {
            most.addAnnotations(annotation(key(scorer), Map.of("face", 1), base("s" + scorer, same(1)), base("s" + (scorer + 1), same(1))));
        }
        assertThat(calls.stub().recordAnnotations(most.build()).getAdded()).isEqualTo(50);
        assertThat(calls.record(user, annotation(key(0), Map.of("face", 2), base("s99", same(1)))).getUpdated()).as("known already").isEqualTo(1);
        long revision = calls.calibration(user).getRevision();

        Refused refused = Refused.by(() -> calls.record(
                user, annotation(key(200), Map.of("face", 1)), annotation(key(201), Map.of("face", 1), base("s1", same(1)), base("new", same(1)))));
        assertThat(refused.summary()).isEqualTo(Refused.invalid("annotations[1].base_scores[1].scorer_id", "scorer_id.most"));
        AddBaseScoresRequest.Builder late = AddBaseScoresRequest.newBuilder().setUserId(user).setValueSet(WireValueSets.ref(SET));
        ScoredAnnotation.Builder scored = ScoredAnnotation.newBuilder().setContentKey(key(4)).addBaseScores(base("new", same(1)));
        assertThat(Refused.by(() -> calls.stub().addBaseScores(late.addPosts(scored).build())).summary())
                .isEqualTo(Refused.invalid("posts[0].base_scores[0].scorer_id", "scorer_id.most"));
        assertThat(calls.calibration(user).getRevision()).as("all of it happens or nothing").isEqualTo(revision);

        calls.stub().recordAnnotations(recording(user).toBuilder().addWithdrawnContentKeys(key(2)).build());
        assertThat(calls.stub().addBaseScores(late.build()).getUpdated()).as("two scorers are gone").isEqualTo(1);
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
