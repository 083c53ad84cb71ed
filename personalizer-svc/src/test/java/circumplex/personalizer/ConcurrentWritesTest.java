package circumplex.personalizer;

import static circumplex.personalizer.Calls.annotation;
import static circumplex.personalizer.Calls.base;
import static circumplex.personalizer.Calls.recording;
import static circumplex.personalizer.Samples.SET;
import static circumplex.personalizer.Samples.key;
import static circumplex.personalizer.Samples.same;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.ExportUserDataResponse;
import circumplex.personalizer.v1.RecordAnnotationsRequest;
import circumplex.personalizer.v1.RecordAnnotationsResponse;
import circumplex.values.ValueDimension;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many calls about one person at once. */
final class ConcurrentWritesTest {

    private static final int THREADS = 16;
    private static final int ROUNDS = 10;
    private static final int MAX_TRIES = 10;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void noRatingIsLost(Engine engine) throws Exception {
        try (RunningService service = start(engine)) {
            Calls calls = new Calls(service);
            List<Callable<RecordAnnotationsResponse>> tasks = new ArrayList<>();
            Map<String, Integer> expected = new HashMap<>();
            for (ValueDimension value : SET.dimensions()) {
                for (int round = 0; round < ROUNDS; round++) {
                    int own = 1000 + tasks.size();
                    int rating = tasks.size() % 7;
                    String contentKey = key(round);
                    expected.put(contentKey + value.id(), rating);
                    // Each call rates one value of a post that all threads rate, and a post of its own.
                    RecordAnnotationsRequest request = recording(
                            "u",
                            annotation(contentKey, Map.of(value.id(), rating), base("scorer " + rating, same(1))),
                            annotation(key(own), Map.of("face", 1)));
                    tasks.add(() -> patiently(() -> calls.stub().recordAnnotations(request)));
                }
            }

            List<RecordAnnotationsResponse> answers = all(tasks);

            assertThat(answers.stream().mapToInt(RecordAnnotationsResponse::getAdded).sum())
                    .isEqualTo(ROUNDS + tasks.size());
            assertThat(answers).extracting(RecordAnnotationsResponse::getTotal).contains(ROUNDS + tasks.size());
            Map<String, Integer> kept = new HashMap<>();
            for (ExportUserDataResponse item : calls.export("u")) {
                String contentKey = item.getAnnotation().getContentKey();
                if (contentKey.compareTo(key(1000)) < 0) {
                    item.getAnnotation().getRatingsMap().forEach((id, rating) -> kept.put(contentKey + id, rating));
                    assertThat(item.getAnnotation().getBaseScoresCount()).isEqualTo(7);
                }
            }
            assertThat(kept).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void oneRequestSentManyTimesAtOnceWorksOnce(Engine engine) throws Exception {
        try (RunningService service = start(engine)) {
            Calls calls = new Calls(service);
            RecordAnnotationsRequest request = recording("u", annotation(key(1), Map.of("face", 1)));
            List<Callable<RecordAnnotationsResponse>> tasks = new ArrayList<>();
            for (int i = 0; i < 2 * THREADS; i++) {
                tasks.add(() -> patiently(() -> calls.stub().recordAnnotations(request)));
            }

            Set<RecordAnnotationsResponse> answers = new HashSet<>(all(tasks));

            // The first answer says what changed, and repetitions do not.
            assertThat(answers).extracting(answer -> answer.toBuilder().clearChanges().clearRevision().build())
                    .containsOnly(RecordAnnotationsResponse.newBuilder().setAdded(1).setTotal(1).addAnnotatedContentKeys(key(1)).build());
            assertThat(answers).extracting(RecordAnnotationsResponse::getRevision).containsOnly(calls.calibration("u").getRevision());
            assertThat(answers).filteredOn(answer -> answer.getChangesCount() > 0).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void erasingWhileOthersRecordLeavesAllOrNothingOfEachCall(Engine engine) throws Exception {
        try (RunningService service = start(engine)) {
            Calls calls = new Calls(service);
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                RecordAnnotationsRequest request = recording(
                        "u",
                        annotation(key(2 * i), Map.of("face", 1), base("a", same(1))),
                        annotation(key(2 * i + 1), Map.of("face", 1), base("a", same(1))));
                tasks.add(
                        i % 5 == 4
                                ? () -> patiently(() -> calls.delete("u"))
                                : () -> patiently(() -> calls.stub().recordAnnotations(request)).getAdded());
            }

            all(tasks);

            List<ExportUserDataResponse> kept = calls.export("u");
            Map<Integer, Integer> byCall = new HashMap<>();
            kept.forEach(item -> byCall.merge(
                    Integer.parseInt(item.getAnnotation().getContentKey(), 16) / 2, 1, Integer::sum));
            assertThat(byCall.values()).allMatch(posts -> posts == 2);
            assertThat(calls.delete("u")).isEqualTo(kept.size());
        }
    }

    /**
     * Does what the contract says about UNAVAILABLE: H2 answers so when a lock is not free within two seconds, and all of these
     * calls want the same one.
     */
    private static <T> T patiently(Supplier<T> call) {
        int tries = 1;
        while (true) {
            try {
                return call.get();
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || tries == MAX_TRIES) {
                    throw e;
                }
                tries++;
            }
        }
    }

    private static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private static RunningService start(Engine engine) {
        return RunningService.start("personalizer-svc", Map.of("datasources.default.url", engine.freshUrl()));
    }
}
