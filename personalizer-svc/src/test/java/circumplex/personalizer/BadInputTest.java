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

import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.DeleteUserDataRequest;
import circumplex.personalizer.v1.GetCalibrationRequest;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PostToPersonalize;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.values.v1.BaseScores;
import circumplex.values.v1.ValueScores;
import circumplex.values.v1.ValueSetRef;
import circumplex.wire.WireValueSets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the service refuses: status, reason, field path and rule. Nothing of a refused request is kept. */
final class BadInputTest {

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

    static Stream<Arguments> personalizations() {
        PostToPersonalize good = post("a", same(1));
        return Stream.of(
                refused(personalizing("", good), "user_id", "string.min_len"),
                refused(personalizing("é".repeat(64) + "x", good), "user_id", "string.max_bytes"),
                refused(personalizing("a\0b", good), "user_id", "string.not_contains"),
                refused(personalizing("u", good).toBuilder().clearValueSet().build(), "value_set", "required"),
                refused(personalizing("u", many(501)), "posts", "repeated.max_items"),
                refused(personalizing("u", good, post("b", same(1)), good), "posts[2].post_id", "unique"),
                refused(personalizing("u", post("", same(1))), "posts[0].post_id", "string.min_len"),
                refused(personalizing("u", good, post("b")), "posts[1].base_scores", "repeated.min_items"),
                refused(
                        personalizing("u", post("a", base("a", same(1)), base("b", same(1)), base("c", same(1)))),
                        "posts[0].base_scores",
                        "repeated.max_items"),
                refused(
                        personalizing("u", good, post("b", base("a", same(1)), base("a", same(2)))),
                        "posts[1].base_scores[1].scorer_id",
                        "unique"),
                refused(
                        personalizing("u", post("a", base("a\0", same(1)))),
                        "posts[0].base_scores[0].scorer_id",
                        "string.not_contains"),
                refused(
                        personalizing("u", post("a", packed("", 18, 1))), "posts[0].base_scores[0].values.scores", "length"),
                refused(
                        personalizing("u", post("a", packed("discrimination-6", 19, 1))),
                        "posts[0].base_scores[0].values.value_set_id",
                        "value_set"),
                refused(
                        personalizing("u", post("a", withLast(Float.NaN))),
                        "posts[0].base_scores[0].values.scores[18]",
                        "range"),
                refused(
                        personalizing("u", post("a", withLast(Math.nextUp(6f)))),
                        "posts[0].base_scores[0].values.scores[18]",
                        "range"));
    }

    @ParameterizedTest
    @MethodSource("personalizations")
    void aBadPersonalizationIsRefused(PersonalizeScoresRequest request, String summary) {
        assertThat(Refused.by(() -> calls.stub().personalizeScores(request)).summary()).isEqualTo(summary);
    }

    static Stream<Arguments> recordings() {
        Annotation good = annotation(key(1), Map.of("face", 1), base(SCORER, same(1)));
        return Stream.of(
                refused(recording("", good), "user_id", "string.min_len"),
                refused(recording("a\0", good), "user_id", "string.not_contains"),
                refused(recording("u", good).toBuilder().setRequestId("1").build(), "request_id", "string.uuid"),
                refused(recording("u"), "", "something_to_do"),
                refused(
                        recording("u", Collections.nCopies(101, good).toArray(Annotation[]::new)),
                        "annotations",
                        "repeated.max_items"),
                refused(
                        recording("u", good, annotation(key(2), Map.of("face", 7))),
                        "annotations[1].ratings[\"face\"]",
                        "uint32.lte"),
                refused(
                        recording("u", annotation(key(2), Map.of("face", -1))),
                        "annotations[0].ratings[\"face\"]",
                        "uint32.lte"),
                refused(
                        recording("u", good, annotation(key(2), Map.of("Face", 1))),
                        "annotations[1].ratings[\"Face\"]",
                        "known_value"),
                refused(recording("u", annotation(key(2), Map.of())), "annotations[0]", "something_said"),
                refused(withdrawing(good, "Face"), "annotations[0].withdrawn_value_ids[0]", "known_value"),
                refused(withdrawing(good, "face"), "annotations[0].withdrawn_value_ids[0]", "unique"),
                refused(withdrawing(good, "hedonism", "hedonism"), "annotations[0].withdrawn_value_ids[1]", "unique"),
                refused(
                        recording("u", good).toBuilder().addWithdrawnContentKeys(key(2)).addWithdrawnContentKeys(key(1)).build(),
                        "withdrawn_content_keys[1]",
                        "unique"),
                refused(
                        recording("u").toBuilder().addWithdrawnContentKeys("abc").build(),
                        "withdrawn_content_keys[0]",
                        "string.pattern"),
                refused(
                        recording("u").toBuilder()
                                .addAllWithdrawnContentKeys(Collections.nCopies(101, key(1)))
                                .build(),
                        "withdrawn_content_keys",
                        "repeated.max_items"),
                refused(
                        recording("u", annotation("abc", Map.of("face", 1))), "annotations[0].content_key", "string.pattern"),
                refused(
                        recording("u", annotation(key(1).toUpperCase(java.util.Locale.ROOT).replace('0', 'A'), Map.of("face", 1))),
                        "annotations[0].content_key",
                        "string.pattern"),
                refused(
                        recording("u", good, annotation(key(2), Map.of("face", 1)), annotation(key(1), Map.of("face", 2))),
                        "annotations[2].content_key",
                        "unique"),
                refused(
                        recording("u", annotation(key(1), Map.of("face", 1), base("a", same(1)), base("a", same(1)))),
                        "annotations[0].base_scores[1].scorer_id",
                        "unique"),
                refused(
                        recording("u", good, annotation(key(2), Map.of("face", 1), base("\0", same(1)))),
                        "annotations[1].base_scores[0].scorer_id",
                        "string.not_contains"),
                refused(
                        recording("u", annotation(key(1), Map.of("face", 1), packed("", 20, 1))),
                        "annotations[0].base_scores[0].values.scores",
                        "length"),
                refused(
                        recording("u", good, annotation(key(2), Map.of("face", 1), withLast(-0.5f))),
                        "annotations[1].base_scores[0].values.scores[18]",
                        "range"));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void aBadRecordingIsRefusedAndNothingOfItIsKept(RecordAnnotationsRequest request, String summary) {
        assertThat(Refused.by(() -> calls.stub().recordAnnotations(request)).summary()).isEqualTo(summary);
        assertThat(calls.export("u")).isEmpty();
    }

    @Test
    void theOtherCallsRefuseTheSameUserIds() {
        for (String user : List.of("", "x".repeat(129), "\0")) {
            String rule = user.isEmpty() ? "string.min_len" : user.length() > 128 ? "string.max_bytes" : "string.not_contains";
            assertThat(Refused.by(() -> calls.calibration(user)).summary()).isEqualTo(Refused.invalid("user_id", rule));
            assertThat(Refused.by(() -> calls.export(user)).summary()).isEqualTo(Refused.invalid("user_id", rule));
            assertThat(Refused.by(() -> calls.delete(user)).summary()).isEqualTo(Refused.invalid("user_id", rule));
        }
        GetCalibrationRequest request =
                GetCalibrationRequest.newBuilder().setUserId("u").setScorerId("\0").build();
        Refused nul = Refused.by(() -> calls.stub().getCalibration(request));
        assertThat(nul.summary()).isEqualTo(Refused.invalid("scorer_id", "string.not_contains"));
        // Whoever reads it sees what it is about.
        assertThat(nul.sentence() + nul.details()).contains("u0000").doesNotContain("\0", "\\000");
    }

    @Test
    void aStaleValueSetReferenceIsAFailedPrecondition() {
        ValueSetRef stale = WireValueSets.ref(SET).toBuilder().setSha256("0".repeat(64)).build();
        ValueSetRef unknown = WireValueSets.ref(SET).toBuilder().setId("unknown").build();
        String mismatch = "FAILED_PRECONDITION VALUE_SET_MISMATCH";
        for (ValueSetRef ref : List.of(stale, unknown)) {
            assertThat(Refused.by(() -> calls.stub()
                            .personalizeScores(personalizing("u").toBuilder().setValueSet(ref).build()))
                            .summary())
                    .isEqualTo(mismatch);
            assertThat(Refused.by(() -> calls.stub()
                            .recordAnnotations(recording("u", annotation(key(1), Map.of("face", 1)))
                                    .toBuilder()
                                    .setValueSet(ref)
                                    .build()))
                            .summary())
                    .isEqualTo(mismatch);
            assertThat(Refused.by(() -> calls.stub()
                            .getCalibration(GetCalibrationRequest.newBuilder().setUserId("u").setValueSet(ref).build()))
                            .summary())
                    .isEqualTo(mismatch);
        }
    }

    @Test
    void theLargestRequestsAreTaken() {
        assertThat(calls.personalize("u", many(500)).getPostsCount()).isEqualTo(500);
        Annotation[] annotations = IntStream.range(0, 100)
                .mapToObj(i -> annotation(key(i), Map.of("face", i % 7), base("a", same(1)), base("b", same(2))))
                .toArray(Annotation[]::new);
        assertThat(calls.record("hundred", annotations).getAdded()).isEqualTo(100);
        assertThat(calls.delete("hundred")).isEqualTo(100);
        assertThat(calls.stub().deleteUserData(DeleteUserDataRequest.newBuilder().setUserId("hundred").build())
                        .getAnnotationsDeleted())
                .isZero();
    }

    private static PostToPersonalize[] many(int posts) {
        return IntStream.range(0, posts).mapToObj(i -> post("post " + i, same(1))).toArray(PostToPersonalize[]::new);
    }

    private static BaseScores packed(String set, int count, float score) {
        return BaseScores.newBuilder()
                .setScorerId("a")
                .setValues(ValueScores.newBuilder()
                        .setValueSetId(set)
                        .addAllScores(Collections.nCopies(count, score)))
                .build();
    }

    private static BaseScores withLast(float score) {
        BaseScores.Builder scores = base("a", same(1)).toBuilder();
        scores.getValuesBuilder().setScores(18, score);
        return scores.build();
    }

    private static RecordAnnotationsRequest withdrawing(Annotation good, String... valueIds) {
        return recording("u", good.toBuilder().addAllWithdrawnValueIds(List.of(valueIds)).build());
    }

    private static Arguments refused(Object request, String field, String rule) {
        return Arguments.of(request, Refused.invalid(field, rule));
    }
}
