package circumplex.personalizer;

import static circumplex.personalizer.Calls.annotation;
import static circumplex.personalizer.Calls.base;
import static circumplex.personalizer.Samples.SCORER;
import static circumplex.personalizer.Samples.SET;
import static circumplex.personalizer.Samples.key;
import static circumplex.personalizer.Samples.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.annotation.Evidence;
import circumplex.personalizer.v1.CandidatePost;
import circumplex.personalizer.v1.SuggestAnnotationsRequest;
import circumplex.personalizer.v1.SuggestAnnotationsResponse;
import circumplex.personalizer.v1.Suggestion;
import circumplex.values.RatingVector;
import circumplex.values.ScoreVector;
import circumplex.values.ValueDimension;
import circumplex.wire.WireValueSets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which posts to ask about, and when to stop asking. */
final class SuggestAnnotationsTest {

    private static RunningService service;
    private static Calls calls;

    @BeforeAll
    static void start() {
        service = RunningService.start("personalizer-svc", Map.of());
        calls = new Calls(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void asksAboutWhatWasSeenLeastAndNotAgain() {
        SuggestAnnotationsRequest.Builder request = asking("u");
        for (ValueDimension value : SET.dimensions()) {
            for (int i = 0; i < 3; i++) {
                request.addCandidates(candidate(value.id() + i, 100 + request.getCandidatesCount(), only(value.id(), 2)));
            }
        }
        request.addCandidates(CandidatePost.newBuilder().setPostId("unscored"));
        request.addCandidates(CandidatePost.newBuilder().setPostId("other").addBaseScores(base("other", only("face", 2))));
        SuggestAnnotationsResponse before = calls.stub().suggestAnnotations(request.setCount(19).build());
        assertThat(before.getSuggestionsList()).extracting(Suggestion::getValueId).hasSize(19).doesNotHaveDuplicates();
        assertThat(before.getSuggestionsList()).allMatch(suggestion -> suggestion.getPostId().startsWith(suggestion.getValueId()));
        assertThat(before.getUnscored()).isEqualTo(2);
        assertThat(before.getEnough()).isFalse();
        assertThat(calls.stub().suggestAnnotations(request.build())).isEqualTo(before);
        assertThat(calls.stub().suggestAnnotations(request.setCount(0).build()).getSuggestionsList())
                .hasSize(SuggestAnnotations.USUAL)
                .isEqualTo(before.getSuggestionsList().subList(0, SuggestAnnotations.USUAL));

        // Everything but hedonism is met once; two of its three posts are annotated by somebody else, which counts for nothing.
        for (int i = 0; i < 57; i += 3) {
            boolean hedonism = SET.dimension(i / 3).id().equals("hedonism");
            String user = hedonism ? "somebody else" : "u";
            calls.record(user, annotation(key(100 + i), Map.of("face", 1), base(SCORER, only(SET.dimension(i / 3).id(), 2))));
        }
        SuggestAnnotationsResponse after = calls.stub().suggestAnnotations(request.setCount(1).build());
        assertThat(after.getAlreadyAnnotated()).isEqualTo(18);
        assertThat(after.getSuggestions(0).getValueId()).isEqualTo("hedonism");
        assertThat(after.getExpectedChange()).isLessThan(before.getExpectedChange());
    }

    @Test
    void anEmptyPoolIsValid() {
        SuggestAnnotationsResponse answer = calls.stub().suggestAnnotations(asking("nobody").build());
        assertThat(answer.getSuggestionsList()).isEmpty();
        assertThat(answer.getExpectedChange()).isPositive();
    }

    @Test
    void badCandidatesAreRefused() {
        CandidatePost good = candidate("a", 1, only("face", 1));
        assertThat(Refused.by(() -> calls.stub().suggestAnnotations(asking("u").addCandidates(good).addCandidates(good).build()))
                        .summary())
                .isEqualTo(Refused.invalid("candidates[1].post_id", "unique"));
        assertThat(Refused.by(() -> calls.stub().suggestAnnotations(asking("u").setCount(51).build())).summary())
                .isEqualTo(Refused.invalid("count", "uint32.lte"));
        assertThat(Refused.by(() -> calls.stub()
                        .suggestAnnotations(asking("u").addCandidates(good.toBuilder().setContentKey("x")).build()))
                        .summary())
                .isEqualTo(Refused.invalid("candidates[0].content_key", "string.pattern"));
    }

    /** The step that an annotation makes, drawn from the model: its standard deviation is what is promised. */
    @Test
    void theExpectedChangeIsThatOfTheModel() {
        BaseRates rates = BaseRates.of(SET);
        Random random = new Random(2718);
        int face = SET.requirePosition("face");
        double m = rates.get(face);
        double shape = ShrunkGain.LAMBDA * m;
        double squares = 0;
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            double gain = gamma(random, shape) / shape;
            double rating = poisson(random, gain * m);
            double change = ShrunkGain.shifted(m, (shape + rating) / (shape + m)) - m;
            squares += change * change;
        }
        double share = m / 6;
        double promised = 6 * share * (1 - share) * Math.sqrt(1 / shape - 1 / (shape + m));
        assertThat(Math.sqrt(squares / draws)).isCloseTo(promised, within(0.1 * promised));
    }

    @Test
    void afterAboutThirtyWholeAnnotationsMoreWouldHardlyHelp() {
        BaseRates rates = BaseRates.of(SET);
        Evidence evidence = new Evidence(SET);
        double last = FurtherAnnotation.expectedChange(rates, evidence);
        assertThat(last).isBetween(0.05, 0.1);
        int enough = 0;
        for (int n = 1; n <= 60; n++) {
            Map<String, Integer> ratings = new HashMap<>();
            float[] scores = new float[SET.size()];
            for (int v = 0; v < SET.size(); v++) {
                // Ratings that are right on average, as whole numbers: the running sum follows n·m.
                int rating = (int) Math.round(n * rates.get(v)) - (int) Math.round((n - 1) * rates.get(v));
                ratings.put(SET.dimension(v).id(), rating);
                scores[v] = (float) rates.get(v);
            }
            evidence.add(RatingVector.of(SET, ratings), ScoreVector.of(SET, scores));
            double now = FurtherAnnotation.expectedChange(rates, evidence);
            assertThat(now).isLessThan(last * 1.02);
            last = now;
            enough += now >= FurtherAnnotation.ENOUGH ? 1 : 0;
        }
        assertThat(enough).as("annotations until it is enough").isBetween(20, 40);
    }

    private static double gamma(Random random, double shape) {
        // Marsaglia and Tsang, for shapes above 1.
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = random.nextGaussian();
            double v = Math.pow(1 + c * normal, 3);
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    private static int poisson(Random random, double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    private static SuggestAnnotationsRequest.Builder asking(String user) {
        return SuggestAnnotationsRequest.newBuilder().setUserId(user).setValueSet(WireValueSets.ref(SET)).setSeed(7);
    }

    private static CandidatePost candidate(String id, int key, ScoreVector scores) {
        return CandidatePost.newBuilder()
                .setPostId(id)
                .setContentKey(key(key))
                .addBaseScores(base(SCORER, scores))
                .build();
    }
}
