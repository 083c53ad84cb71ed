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

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.annotation.ExportUserData;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.wire.WireValueSets;
import com.google.protobuf.util.Timestamps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Export, erasure and permanence through the wire. */
final class UserDataTest {

    /** Different people, however alike they look. */
    private static final List<String> STRANGE = List.of(
            "a", "A", "a ", " a", "á", "a\u0301", "a\n", "a\u0001", "%", "_", "'; drop table person; --", "\\", "\"", ":userId",
            "?", "用户", "🙂".repeat(32), "x".repeat(128), "\uFFFE", "null");

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsRecordedIsExportedOldestFirst(Engine engine) {
        try (RunningService service = start(engine)) {
            Calls calls = new Calls(service);
            List<String> keys = new ArrayList<>();
            for (int call = 0; call < 5; call++) {
                int first = 100 * call;
                Annotation[] annotations = IntStream.range(first, first + 90)
                        .mapToObj(i -> annotation(key(i), Map.of("face", i % 7), base(SCORER, same(i % 7))))
                        .toArray(Annotation[]::new);
                assertThat(calls.record("u", annotations).getTotal()).isEqualTo(90 * (call + 1));
                IntStream.range(first, first + 90).forEach(i -> keys.add(key(i)));
            }
            calls.record("u", annotation(key(3), Map.of("hedonism", 2)));
            keys.remove(key(3));
            keys.add(key(3));

            List<ExportUserDataResponse> kept = calls.export("u");

            assertThat(kept).as("more than two pages").hasSizeGreaterThan(2 * ExportUserData.PAGE);
            assertThat(kept).extracting(item -> item.getAnnotation().getContentKey()).containsExactlyElementsOf(keys);
            assertThat(kept).extracting(ExportUserDataResponse::getAnnotateTime).isSortedAccordingTo(Timestamps.comparator());
            assertThat(kept).allMatch(item -> item.getValueSet().equals(WireValueSets.ref(SET)));
            Annotation changed = kept.get(kept.size() - 1).getAnnotation();
            assertThat(changed.getRatingsMap()).isEqualTo(Map.of("face", 3, "hedonism", 2));
            assertThat(changed.getBaseScoresList()).hasSize(1);
            assertThat(changed.getBaseScores(0).getScorerId()).isEqualTo(SCORER);
            assertThat(changed.getBaseScores(0).getValues().getScoresList()).hasSize(19).allMatch(score -> score == 3f);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void erasingOnePersonLeavesEveryOther(Engine engine) {
        try (RunningService service = start(engine)) {
            Calls calls = new Calls(service);
            calls.record("u", annotation(key(1), Map.of("face", 1), base(SCORER, same(1))));
            calls.record("v", annotation(key(1), Map.of("face", 6), base(SCORER, same(1))));
            PersonalizeScoresResponse before = calls.personalize("v", post("a", same(1)));

            assertThat(calls.delete("u")).isEqualTo(1);

            assertThat(calls.export("u")).isEmpty();
            assertThat(calls.calibration("u").getValuesList()).isEmpty();
            assertThat(calls.personalize("u", post("a", same(1))).getPosts(0).getMean().getScoresList())
                    .allMatch(score -> score == 1f);
            assertThat(calls.delete("u")).as("again").isZero();
            assertThat(calls.personalize("v", post("a", same(1)))).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRepeatedRequestDoesNotBringErasedDataBack(Engine engine) {
        try (RunningService service = start(engine)) {
            Calls calls = new Calls(service);
            RecordAnnotationsRequest request = recording("u", annotation(key(1), Map.of("face", 1)));
            assertThat(calls.stub().recordAnnotations(request).getAnnotatedContentKeysList()).containsExactly(key(1));
            calls.delete("u");

            RecordAnnotationsResponse repeated = calls.stub().recordAnnotations(request);

            assertThat(repeated.getTotal()).as("the first answer").isEqualTo(1);
            assertThat(repeated.getAnnotatedContentKeysList()).as("what is true now").isEmpty();
            assertThat(calls.export("u")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRepetitionSaysWhatIsAnnotatedNowAndNotWhatWasWithdrawnThen(Engine engine) {
        try (RunningService service = start(engine)) {
            Calls calls = new Calls(service);
            calls.record("v", annotation(key(4), Map.of("face", 1)));
            calls.record("u", annotation(key(1), Map.of("face", 1)), annotation(key(2), Map.of("face", 1)));
            RecordAnnotationsRequest request = recording("u", annotation(key(3), Map.of("face", 2))).toBuilder()
                    .addWithdrawnContentKeys(key(1))
                    .addWithdrawnContentKeys(key(4))
                    .build();

            RecordAnnotationsResponse first = calls.stub().recordAnnotations(request);
            calls.record("u", annotation(key(1), Map.of("face", 5)));
            RecordAnnotationsResponse repeated = calls.stub().recordAnnotations(request);

            assertThat(first.getWithdrawnContentKeysList()).containsExactly(key(1));
            assertThat(first.getAnnotatedContentKeysList()).containsExactly(key(3));
            assertThat(repeated.getWithdrawnContentKeysList()).as("not in the record of the request id").isEmpty();
            assertThat(repeated.getAnnotatedContentKeysList()).containsExactlyInAnyOrder(key(1), key(3));
            assertThat(repeated.getAdded()).as("the first answer").isEqualTo(first.getAdded());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void userIdsAreOpaque(Engine engine) {
        try (RunningService service = start(engine)) {
            Calls calls = new Calls(service);
            assertThat(new HashSet<>(STRANGE)).hasSameSizeAs(STRANGE);
            for (int i = 0; i < STRANGE.size(); i++) {
                assertThat(calls.record(STRANGE.get(i), annotation(key(i), Map.of("face", 1))).getTotal())
                        .as("user %s", i)
                        .isEqualTo(1);
            }
            for (int i = 0; i < STRANGE.size(); i++) {
                assertThat(calls.export(STRANGE.get(i)))
                        .extracting(item -> item.getAnnotation().getContentKey())
                        .as("user %s", i)
                        .containsExactly(key(i));
                assertThat(calls.delete(STRANGE.get(i))).as("user %s", i).isEqualTo(1);
            }
        }
    }

    @Test
    void aRestartOnTheSameFileKeepsEverything(@TempDir Path folder) {
        Map<String, Object> settings = Map.of("datasources.default.url", RunningService.fileUrl(folder));
        RecordAnnotationsRequest request =
                recording("u", annotation(key(1), Map.of("hedonism", 6), base(SCORER, same(2))));
        PersonalizeScoresResponse before;
        long revision;
        try (RunningService service = RunningService.start("personalizer-svc", settings)) {
            Calls calls = new Calls(service);
            revision = calls.stub().recordAnnotations(request).getRevision();
            before = calls.personalize("u", post("a", same(2)));
        }
        try (RunningService service = RunningService.start("personalizer-svc", settings)) {
            Calls calls = new Calls(service);
            assertThat(before.getPosts(0).getMean().getScores(SET.requirePosition("hedonism"))).isGreaterThan(2f);
            assertThat(calls.personalize("u", post("a", same(2)))).isEqualTo(before);
            assertThat(calls.stub().recordAnnotations(request).getAdded()).as("the first answer").isEqualTo(1);
            assertThat(calls.export("u")).hasSize(1);
            assertThat(calls.calibration("u").getRevision()).isEqualTo(revision).isPositive();
            assertThat(calls.record("u", annotation(key(1), Map.of("hedonism", 5))).getRevision()).isGreaterThan(revision);
        }
    }

    private static RunningService start(Engine engine) {
        return RunningService.start("personalizer-svc", Map.of("datasources.default.url", engine.freshUrl()));
    }
}
