package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.classify.SlowScorer;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyStreamRequest;
import circumplex.classifier.v1.ClassifyStreamResponse;
import circumplex.classifier.v1.PostToClassify;
import circumplex.kit.admission.Admission;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Streams of posts over real sockets. */
class ClassifyStreamTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final int SLOW_THREADS = 4;

    private static RunningService service;

    /** Every test has texts of its own. */
    private final String test = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        service = RunningService.start(
                "classifier-svc",
                Map.of(
                        "test.slow-scorer", true,
                        "circumplex.classifier.embedded", "lexicon",
                        "circumplex.classifier.scorer", "llm",
                        "circumplex.classifier.scoring-threads", SLOW_THREADS,
                        "circumplex.admission.max-bytes", MEBIBYTE));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyBatchIsAnsweredInOrderAndAsAsCallWouldBe() {
        slow(Duration.ZERO);
        try (TestStream stream = new TestStream(service.channel())) {
            stream.request(1_000);
            IntStream.range(0, 20).forEach(i -> stream.send(batch("token " + i, i + 1, "Kind people")));
            stream.complete();

            List<ClassifyStreamResponse> answers = stream.await(20);

            assertThat(stream.awaitEnd()).isEqualTo(Status.Code.OK);
            for (int i = 0; i < 20; i++) {
                assertThat(answers.get(i).getToken()).isEqualTo("token " + i);
                assertThat(answers.get(i).getPostsCount()).isEqualTo(i + 1);
            }
            List<ClassifiedPost> called = ClassifierServiceGrpc.newBlockingStub(service.channel())
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .classifyPosts(ClassifyPostsRequest.newBuilder()
                            .addAllPosts(batch("", 20, "Kind people").getPostsList())
                            .build())
                    .getPostsList();
            assertThat(called).allMatch(ClassifiedPost::getCached);
            for (int i = 0; i < 20; i++) {
                assertThat(answers.get(19).getPosts(i).getBaseScoresList()).isEqualTo(called.get(i).getBaseScoresList()).hasSize(2);
            }
        }
    }

    @Test
    void aReaderWhoReadsNothingStopsTheStreamBelow32Mebibytes() throws InterruptedException {
        slow(Duration.ZERO);
        try (TestStream stream = new TestStream(service.channel())) {
            long sent = 0;
            int batches = 0;
            String text = "Kind people help each other. ".repeat(100);
            while (sent < 33 * MEBIBYTE && stream.awaitReady(Duration.ofSeconds(1))) {
                ClassifyStreamRequest batch = batch("token " + batches++, 100, text);
                sent += batch.getSerializedSize();
                stream.send(batch);
            }
            assertThat(sent).as("bytes that the client got rid of").isBetween((long) MEBIBYTE / 4, 32L * MEBIBYTE);

            stream.request(1_000);
            stream.complete();
            List<ClassifyStreamResponse> answers = stream.await(batches);
            assertThat(stream.awaitEnd()).isEqualTo(Status.Code.OK);
            assertThat(answers.get(batches - 1).getToken()).isEqualTo("token " + (batches - 1));
        }
    }

    @Test
    void whatWasBegunForAStreamThatIsLostIsPaidForOnce() {
        SlowScorer scorer = slow(Duration.ofMillis(300));
        ClassifyStreamRequest batch = batch("first", 3 * SLOW_THREADS, "Brave people");
        try (TestStream stream = new TestStream(service.channel())) {
            stream.request(1);
            stream.send(batch);
            Eventually.holds("it is being scored", () -> scorer.atWork() == SLOW_THREADS);
        }

        try (TestStream stream = new TestStream(service.channel())) {
            stream.request(1);
            stream.send(batch);
            ClassifyStreamResponse answer = stream.await(1).get(0);

            assertThat(answer.getPostsList()).allSatisfy(post -> {
                assertThat(post.getBaseScores(0).getScorerId()).isEqualTo("test/slow");
                assertThat(scorer.calls(text(post.getPostId(), "Brave people"))).isEqualTo(1);
            });
        }
    }

    @Test
    void aStreamHoldsTheBytesOfItsLatestBatchOnly() {
        slow(Duration.ZERO);
        Admission admission = service.bean(Admission.class);
        ClassifyStreamRequest batch = batch("token", 10, "x".repeat(9_000));
        try (TestStream stream = new TestStream(service.channel())) {
            stream.request(100);
            IntStream.range(0, 20).forEach(i -> stream.send(batch));
            stream.await(20);

            assertThat(admission.messageBytes()).isBetween(1L, (long) batch.getSerializedSize());
            assertThat(20L * batch.getSerializedSize()).as("else this shows nothing").isGreaterThan(MEBIBYTE);
        }
        Eventually.holds("nothing is held", () -> admission.messageBytes() == 0);
    }

    @Test
    void aBadBatchEndsTheStreamAndNamesTheField() {
        assertThat(endOf(batch("token", 101, "x"))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(endOf(batch("", 1, "x"))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(endOf(batch("t", 0, "x"))).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(endOf(batch("t", 1, "x").toBuilder().addPosts(post(0, "y")).build())).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    private static Status.Code endOf(ClassifyStreamRequest batch) {
        try (TestStream stream = new TestStream(service.channel())) {
            stream.request(1);
            stream.send(batch);
            return stream.awaitEnd();
        }
    }

    private static SlowScorer slow(Duration takes) {
        SlowScorer scorer = service.bean(SlowScorer.class);
        scorer.reset(takes);
        return scorer;
    }

    private ClassifyStreamRequest batch(String token, int posts, String text) {
        ClassifyStreamRequest.Builder batch = ClassifyStreamRequest.newBuilder().setToken(token);
        IntStream.range(0, posts).forEach(i -> batch.addPosts(post(i, text)));
        return batch.build();
    }

    private PostToClassify post(int i, String text) {
        return PostToClassify.newBuilder().setPostId("p" + i).setText(text("p" + i, text)).build();
    }

    private String text(String id, String text) {
        return test + " " + id + " " + text;
    }
}
