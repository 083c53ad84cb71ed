package circumplex.personalizer;

import static circumplex.personalizer.Samples.SET;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.RunningService;
import circumplex.model.align.ScoreAlignment;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.calibration.Annotated;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.ExpectedRatings;
import circumplex.personalizer.calibration.RandomModels;
import circumplex.personalizer.v1.Admission;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizedPost;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.QuestionnaireServiceGrpc;
import circumplex.personalizer.v1.RecordAnswersRequest;
import circumplex.values.ScoreVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model in service answers, over the wire, against the same model asked beside it. */
final class ModelServingTest {

    private static final String OTHER = "test/other";
    private static final int POSTS = 70;

    @TempDir
    private static Path folder;

    private static Torch torch;
    private static Calibrator reference;
    private static String id;
    private static ScoreAlignment alignment;
    private static RunningService service;
    private static Calls calls;

    @BeforeAll
    static void start() throws EngineUnavailable, IOException {
        torch = Torch.start();
        CalibratorWeights weights = RandomModels.weights(List.of(Samples.SCORER), 25, 2, 7);
        reference = Calibrator.plain(weights);
        id = new ModelShelf(folder.resolve("models")).publish(RandomModels.draft(torch, weights));
        Random random = new Random(3);
        List<ScoreVector> own = new ArrayList<>();
        List<ScoreVector> others = new ArrayList<>();
        for (int i = 0; i < ScoreAlignment.MIN_POSTS; i++) {
            own.add(Samples.randomScores(random));
            others.add(scaled(Samples.randomScores(random), 0.3f));
        }
        alignment = ScoreAlignment.parse(ScoreAlignment.fit(SET, OTHER, Samples.SCORER, others, own).bytes(), SET);
        Files.createDirectories(folder.resolve("alignments"));
        Files.write(folder.resolve("alignments/other.json"), alignment.bytes());
        service = RunningService.start(
                "personalizer-svc",
                Map.of(
                        "circumplex.calibrator.folder", folder.resolve("models").resolve(id).toString(),
                        "circumplex.calibrator.engine", "java",
                        "circumplex.calibrator.state.wait-millis", 10_000,
                        "circumplex.calibrator.alignments", folder.resolve("alignments").toString()));
        calls = new Calls(service);
    }

    @AfterAll
    static void stop() {
        service.close();
        reference.close();
        assertThat(torch.liveArrays()).isZero();
        torch.close();
    }

    private static ScoreVector scaled(ScoreVector scores, float factor) {
        float[] scaled = scores.toArray();
        for (int v = 0; v < scaled.length; v++) {
            scaled[v] *= factor;
        }
        return ScoreVector.of(SET, scaled);
    }

    private static List<ScoreVector> feed(int seed) {
        Random random = new Random(seed);
        List<ScoreVector> feed = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            feed.add(Samples.randomScores(random));
        }
        return feed;
    }

    private static PersonalizeScoresResponse ask(String user, String scorer, List<ScoreVector> feed) {
        PostToPersonalize[] posts = new PostToPersonalize[feed.size()];
        Arrays.setAll(posts, i -> Calls.post("p" + i, Calls.base(scorer, feed.get(i))));
        return calls.personalize(user, posts);
    }

    private static double[][] input(ScoreVector scores) {
        double[][] input = new double[1][SET.size()];
        Arrays.setAll(input[0], scores::get);
        return input;
    }

    private static List<ExpectedRatings> expected(List<Annotated> known, List<ScoreVector> feed) {
        return reference.expect(feed.stream().map(ModelServingTest::input).toList(), reference.state(known), new float[0]);
    }

    private static void assertServed(PersonalizeScoresResponse answer, List<ExpectedRatings> expected) {
        assertThat(answer.getPostsCount()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            PersonalizedPost post = answer.getPosts(i);
            for (int v = 0; v < SET.size(); v++) {
                assertThat(post.getMean().getScores(v)).isEqualTo((float) expected.get(i).mean()[v]);
                assertThat(post.getMeanSe(v)).isEqualTo((float) expected.get(i).error()[v]);
                assertThat(post.getInterval80Low(v)).isLessThanOrEqualTo(post.getInterval80High(v));
            }
        }
    }

    @Test
    void whoeverAnnotatedNothingGetsThePopulationsAnswerToTheBit() {
        List<ScoreVector> feed = feed(1);
        PersonalizeScoresResponse answer = ask("nobody", Samples.SCORER, feed);
        assertServed(answer, expected(List.of(), feed));
        assertThat(answer.getCalibration().getAdmission()).isEqualTo(Admission.ADMISSION_NATIVE);
        assertThat(answer.getCalibration().getScorerIdsList()).containsExactly(Samples.SCORER);
        assertThat(answer.getCalibration().getCalibratorId()).isEqualTo("cnp-film-1/" + id);
        assertThat(answer.getResidualCorrelationCount()).isEqualTo(SET.size() * SET.size());
        assertThat(answer.getResidualCorrelation(0)).isEqualTo(1);
        assertThat(answer.getResidualCorrelation(1)).isEqualTo(0.25f);
        List<Double> totals = answer.getPostsList().stream()
                .map(post -> post.getMean().getScoresList().stream().mapToDouble(mean -> mean).sum())
                .toList();
        assertThat(totals.stream().distinct().count()).as("ranks within a post have one total").isEqualTo(POSTS);
    }

    @Test
    void onesAnnotationsMoveOnesOwnAnswerAndNobodyElses() {
        List<ScoreVector> feed = feed(2);
        ScoreVector seen = feed(9).get(0);
        calls.record("berta", Calls.annotation(Samples.key(1), Map.of("face", 6, "achievement", 0, "tradition", 2), Calls.base(Samples.SCORER, seen)));
        PersonalizeScoresResponse bertas = ask("berta", Samples.SCORER, feed);
        double[] ratings = new double[SET.size()];
        Arrays.fill(ratings, Double.NaN);
        ratings[SET.requirePosition("face")] = 6;
        ratings[SET.requirePosition("achievement")] = 0;
        ratings[SET.requirePosition("tradition")] = 2;
        List<ExpectedRatings> hers = expected(List.of(new Annotated(input(seen), ratings)), feed);
        assertServed(bertas, hers);
        assertThat(hers.get(0).mean()).isNotEqualTo(expected(List.of(), feed).get(0).mean());

        for (int i = 0; i < 5; i++) {
            calls.record("anton", Calls.annotation(Samples.key(i), Map.of("face", 0, "achievement", 6, "humility", i), Calls.base(Samples.SCORER, feed.get(i))));
            ask("anton", Samples.SCORER, feed);
        }
        assertThat(ask("berta", Samples.SCORER, feed)).isEqualTo(bertas);
        assertThat(ask("anton", Samples.SCORER, feed).getCalibration().getActiveAnnotations()).isEqualTo(5);
        assertThat(ask("anton", Samples.SCORER, feed).getPosts(0).getMean()).isNotEqualTo(bertas.getPosts(0).getMean());

        calls.record("berta", Calls.annotation(Samples.key(1), Map.of("face", 0)));
        ratings[SET.requirePosition("face")] = 0;
        assertServed(ask("berta", Samples.SCORER, feed), expected(List.of(new Annotated(input(seen), ratings)), feed));
        calls.delete("berta");
        assertServed(ask("berta", Samples.SCORER, feed), expected(List.of(), feed));
    }

    @Test
    void answersToTheQuestionnaireAreReadOnceAllAreThere() {
        List<ScoreVector> feed = feed(8);
        Map<Integer, Integer> all = new HashMap<>();
        float[] answered = new float[25];
        for (int item = 1; item <= 25; item++) {
            all.put(item, 1 + item % 7);
            answered[item - 1] = 1 + item % 7;
        }
        answer("frida", Map.of(1, 2));
        assertServed(ask("frida", Samples.SCORER, feed), expected(List.of(), feed));
        answer("frida", all);
        assertServed(
                ask("frida", Samples.SCORER, feed),
                reference.expect(feed.stream().map(ModelServingTest::input).toList(), reference.state(List.of()), answered));
        assertServed(ask("gerd", Samples.SCORER, feed), expected(List.of(), feed));
    }

    private static void answer(String user, Map<Integer, Integer> answers) {
        QuestionnaireServiceGrpc.newBlockingStub(service.channel())
                .recordAnswers(RecordAnswersRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId(user)
                        .setQuestionnaireId("vcq-25")
                        .putAllAnswers(answers)
                        .build());
    }

    @Test
    void scoresOfAnotherScorerAreReadThroughTheirAlignment() {
        List<ScoreVector> feed = feed(3).stream().map(scores -> scaled(scores, 0.3f)).toList();
        PersonalizeScoresResponse answer = ask("clara", OTHER, feed);
        assertServed(answer, expected(List.of(), feed.stream().map(alignment::map).toList()));
        assertThat(answer.getCalibration().getAdmission()).isEqualTo(Admission.ADMISSION_ALIGNED);
        calls.record("clara", Calls.annotation(Samples.key(1), Map.of("face", 6), Calls.base(OTHER, feed.get(0))));
        double[] ratings = new double[SET.size()];
        Arrays.fill(ratings, Double.NaN);
        ratings[SET.requirePosition("face")] = 6;
        assertServed(
                ask("clara", Samples.SCORER, feed(4)),
                expected(List.of(new Annotated(input(alignment.map(feed.get(0))), ratings)), feed(4)));
    }

    @Test
    void twoScorersThatCanBeReadAreReadAloneAndAveraged() {
        ScoreVector own = feed(5).get(0);
        ScoreVector others = scaled(feed(6).get(0), 0.3f);
        PersonalizeScoresResponse answer = calls.personalize(
                "dora", Calls.post("p", Calls.base(OTHER, others), Calls.base(Samples.SCORER, own)));
        assertServed(answer, List.of(ExpectedRatings.average(expected(List.of(), List.of(own, alignment.map(others))))));
        assertThat(answer.getCalibration().getScorerIdsList()).containsExactly(Samples.SCORER, OTHER);
        assertThat(answer.getCalibration().getAdmission()).isEqualTo(Admission.ADMISSION_ALIGNED);

        PersonalizeScoresResponse uneven = calls.personalize(
                "dora",
                Calls.post("p", Calls.base(OTHER, others), Calls.base(Samples.SCORER, own)),
                Calls.post("q", Calls.base(OTHER, others)));
        assertServed(uneven, expected(List.of(), List.of(own, alignment.map(others))));
        assertThat(uneven.getCalibration().getMixedScorers()).isFalse();
    }

    @Test
    void whatTheModelCannotReadIsLeftUnscoredOrToTheGain() {
        ScoreVector scores = feed(7).get(0);
        PersonalizeScoresResponse mixed = calls.personalize(
                "emil",
                Calls.post("p", Calls.base(Samples.SCORER, scores)),
                Calls.post("q", Calls.base("unknown", scores)),
                Calls.post("r", Calls.base(Samples.SCORER, scores), Calls.base("unknown", scores)),
                Calls.post("s", Calls.base(Samples.SCORER, scores)));
        assertThat(mixed.getCalibration().getMixedScorers()).isTrue();
        assertThat(mixed.getCalibration().getAdmission()).isEqualTo(Admission.ADMISSION_NATIVE);
        assertThat(mixed.getPosts(1).hasMean()).isFalse();
        assertThat(mixed.getPosts(2).getMean().getScores(0))
                .isEqualTo((float) expected(List.of(), List.of(scores)).get(0).mean()[0]);

        PersonalizeScoresResponse unknown = calls.personalize(
                "emil", Calls.post("p", Calls.base("unknown", scores)), Calls.post("q", Calls.base("unknown", scores), Calls.base(OTHER, scores)));
        assertThat(unknown.getCalibration().getAdmission()).isEqualTo(Admission.ADMISSION_FALLBACK);
        assertThat(unknown.getCalibration().getScorerIdsList()).containsExactly("unknown");
        assertThat(unknown.getResidualCorrelationCount()).isZero();
        assertThat(unknown.getPosts(0).getMean().getScores(3)).isEqualTo(scores.get(3));
    }
}
