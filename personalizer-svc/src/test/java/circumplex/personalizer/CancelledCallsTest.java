package circumplex.personalizer;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.testing.RunningService;
import circumplex.personalizer.v1.Annotation;
import circumplex.personalizer.v1.PersonalizeScoresRequest;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import circumplex.personalizer.v1.PostToPersonalize;
import com.google.common.util.concurrent.ListenableFuture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nothing of the service is at work 100 ms after the clients of 120 calls have gone. */
class CancelledCallsTest {

    private static final long SEED = 41;
    private static final int ROUNDS = 12;
    private static final int CALLS = 10;

    @Test
    void noWorkGoesOnAHundredMillisecondsAfterACancel() {
        try (RunningService service = RunningService.start("personalizer-svc", Map.of())) {
            Calls calls = new Calls(service);
            for (int i = 0; i < 10; i++) {
                int from = 100 * i;
                calls.record("u", IntStream.range(from, from + 100)
                        .mapToObj(n -> Calls.annotation(
                                String.format("%064x", n), Map.of("face", n % 7), Calls.base(Samples.SCORER, Samples.same(3))))
                        .toArray(Annotation[]::new));
            }
            PersonalizeScoresRequest request = Calls.personalizing(
                    "u",
                    IntStream.range(0, 500)
                            .mapToObj(n -> Calls.post("p" + n, Samples.same(n % 6)))
                            .toArray(PostToPersonalize[]::new));
            Random random = new Random(SEED);
            List<String> atWork = new ArrayList<>();
            int cancelled = 0;
            for (int round = 0; round < ROUNDS; round++) {
                List<ListenableFuture<PersonalizeScoresResponse>> answers = IntStream.range(0, CALLS)
                        .mapToObj(i -> PersonalizerServiceGrpc.newFutureStub(service.channel())
                                .withDeadlineAfter(60, TimeUnit.SECONDS)
                                .personalizeScores(request))
                        .toList();
                LockSupport.parkNanos(random.nextInt(8_000_000));
                cancelled += (int) answers.stream().filter(answer -> answer.cancel(true)).count();
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
                atWork.addAll(atWork());
            }
            System.out.printf("%d of %d calls were cancelled before their answer%n", cancelled, ROUNDS * CALLS);
            assertThat(cancelled).as("seed %d: calls that were still under way", SEED).isPositive();
            assertThat(atWork).as("seed %d; a busy machine may delay a few", SEED).hasSizeLessThanOrEqualTo(6);
        }
    }

    /** Where threads are in the code of the service. */
    private static List<String> atWork() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(stack -> Arrays.stream(stack)
                        .filter(frame -> frame.getClassName().startsWith("circumplex.personalizer.")
                                && !frame.getClassName().contains("Test"))
                        .limit(1))
                .map(StackTraceElement::toString)
                .toList();
    }
}
