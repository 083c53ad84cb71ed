package circumplex.classifier.classify;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.known.ScoreStore;
import circumplex.classifier.scorers.Scorers;
import circumplex.classifier.text.ContentKey;
import circumplex.classifier.text.PostText;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.OnDeadline;
import circumplex.classifier.v1.PostToClassify;
import circumplex.classifier.v1.UnscoredReason;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Refused;
import circumplex.kit.testing.RunningService;
import circumplex.values.v1.BaseScores;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Deadline;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scorers that take seconds: what is answered at the deadline, what goes on after it, and what stops. */
class BackgroundScoringTest {

    private static final OnDeadline CANCEL = OnDeadline.ON_DEADLINE_CANCEL;
    private static final OnDeadline GO_ON = OnDeadline.ON_DEADLINE_FINISH_IN_BACKGROUND;
    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final int THREADS = 2;
    private static final int QUEUED = 3;

    private static RunningService service;
    private static SlowScorer scorer;

    /** Every test has texts of its own. */
    private final String test = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        service = RunningService.start(
                "classifier-svc",
                Map.of(
                        "test.slow-scorer", true,
                        "circumplex.classifier.scorer", "llm",
                        // These tests ask for more at once than a service lets in.
                        "circumplex.admission.max-calls", 1000,
                        "circumplex.admission.min-calls", 1000,
                        "circumplex.admission.initial-calls", 1000,
                        "circumplex.classifier.scoring-threads", THREADS,
                        "circumplex.classifier.scoring-queued-posts", QUEUED));
        scorer = service.bean(SlowScorer.class);
        scorer.reset(Duration.ZERO);
        // The first calls of a service take longer than the deadlines of these tests.
        for (int i = 0; i < 20; i++) {
            new BackgroundScoringTest().classify(GO_ON, ENOUGH, "warm " + i);
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void nothingIsLeft() {
        scorer.stubborn = false;
        Eventually.holds("no call is at work", () -> scorer.atWork() == 0);
    }

    @Test
    void whatIsNotReadyInTimeIsPendingAndCompleteLater() {
        scorer.reset(Duration.ofMillis(1500));

        ClassifiedPost first = classify(GO_ON, Duration.ofMillis(300), "a").getPosts(0);
        ClassifiedPost later = classify(GO_ON, ENOUGH, "a").getPosts(0);

        assertThat(first.getPending()).isTrue();
        assertThat(reason(first)).isEqualTo(UnscoredReason.UNSCORED_REASON_NOT_IN_TIME);
        assertThat(slow(first)).isEmpty();
        assertThat(first.getContentKey()).isEqualTo(later.getContentKey());
        assertThat(later.getPending()).isFalse();
        assertThat(slow(later)).isPresent();
        assertThat(classify(GO_ON, ENOUGH, "a").getPosts(0).getCached()).isTrue();
        assertThat(scorer.calls()).as("one call for the post").hasSize(1);
        assertThat(scorer.everyCallHadADeadline()).isTrue();
    }

    @Test
    void whatNobodyAsksForAgainIsStoredAllTheSame() {
        scorer.reset(Duration.ofMillis(1500));

        assertThat(classify(GO_ON, Duration.ofMillis(500), "a").getPosts(0).getPending()).isTrue();
        Eventually.holds("it is scored", () -> scorer.calls().size() == 1 && scorer.atWork() == 0);

        ClassifiedPost later = classify(GO_ON, ENOUGH, "a").getPosts(0);
        assertThat(slow(later)).isPresent();
        assertThat(scorer.calls()).hasSize(1);
    }

    @Test
    void oneOfSeveralPostsIsPendingAndTheOthersAreNot() {
        scorer.reset(Duration.ZERO);
        classify(GO_ON, ENOUGH, "known");
        scorer.takes = Duration.ofSeconds(2);

        List<ClassifiedPost> posts = classify(GO_ON, Duration.ofMillis(600), "known", "", "slow").getPostsList();

        assertThat(posts).extracting(ClassifiedPost::getPending).containsExactly(false, false, true);
        assertThat(posts).extracting(ClassifiedPost::getCached).containsExactly(true, false, false);
        assertThat(posts.get(1).getUnscoredReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_EMPTY_TEXT);
    }

    @Test
    void whatIsKnownDoesNotWaitForTheScorer() {
        scorer.reset(Duration.ZERO);
        classify(GO_ON, ENOUGH, "known");
        scorer.takes = Duration.ofSeconds(20);
        List<ListenableFuture<ClassifyPostsResponse>> busy = IntStream.range(0, THREADS + QUEUED)
                .mapToObj(i -> ask(CANCEL, ENOUGH, "busy " + i))
                .toList();
        Eventually.holds("all threads are busy", () -> scorer.atWork() == THREADS);

        ClassifiedPost known = classify(CANCEL, ENOUGH, "known").getPosts(0);

        assertThat(known.getCached()).isTrue();
        assertThat(scorer.atWork()).as("all threads are still busy").isEqualTo(THREADS);
        busy.forEach(answer -> answer.cancel(true));
    }

    @Test
    void hundredsAtOnceAreOneCall() throws Exception {
        scorer.reset(Duration.ofMillis(500));
        List<ListenableFuture<ClassifyPostsResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(ask(i % 2 == 0 ? CANCEL : GO_ON, ENOUGH, "a"));
        }

        for (ListenableFuture<ClassifyPostsResponse> answer : answers) {
            assertThat(slow(answer.get().getPosts(0))).isPresent();
        }
        assertThat(scorer.calls()).hasSize(1);
    }

    @Test
    void toCancelIsToFailAtTheDeadlineAndToStopTheWork() {
        scorer.reset(Duration.ofSeconds(20));

        Refused refused = Refused.by(() -> classify(CANCEL, Duration.ofMillis(300), "a"));

        assertThat(refused.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
        Eventually.holds("the scorer stops", () -> scorer.atWork() == 0);
    }

    @Test
    void whatWasStoppedIsScoredWhenItIsAskedForAgain() {
        scorer.reset(Duration.ofSeconds(20));
        Refused.by(() -> classify(CANCEL, Duration.ofMillis(200), "a"));
        scorer.takes = Duration.ofMillis(10);

        assertThat(slow(classify(CANCEL, ENOUGH, "a").getPosts(0))).isPresent();
    }

    @Test
    void aClientThatIsGoneStopsNothingThatAnotherWaitsFor() throws Exception {
        scorer.reset(Duration.ofMillis(700));
        ListenableFuture<ClassifyPostsResponse> leaves = ask(CANCEL, ENOUGH, "a");
        Eventually.holds("it is being scored", () -> scorer.atWork() == 1);
        Load stays = service.bean(SlowScoring.class)
                .join("default", scorer, PostText.read("a " + test))
                .orElseThrow();

        leaves.cancel(true);

        assertThat(stays.scores().get(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(scorer.calls()).hasSize(1);
    }

    @Test
    void whatWasLeftToGoOnIsNotStoppedByAnotherClient() {
        scorer.reset(Duration.ofMillis(2500));
        assertThat(classify(GO_ON, Duration.ofMillis(500), "a").getPosts(0).getPending()).isTrue();

        Refused.by(() -> classify(CANCEL, Duration.ofMillis(300), "a"));

        assertThat(slow(classify(GO_ON, ENOUGH, "a").getPosts(0))).isPresent();
        assertThat(scorer.calls()).hasSize(1);
    }

    @Test
    void aClientThatCancelsBeforeTheDeadlineStopsTheWorkItAskedToFinish() {
        scorer.reset(Duration.ofSeconds(20));
        ListenableFuture<ClassifyPostsResponse> answer = ask(GO_ON, ENOUGH, "a");
        Eventually.holds("it is being scored", () -> scorer.atWork() == 1);

        answer.cancel(true);

        Eventually.holds("the scorer stops", () -> scorer.atWork() == 0);
    }

    @Test
    void whatFindsNoRoomIsUnscoredAndNotPending() {
        scorer.reset(Duration.ofSeconds(2));
        String[] posts = IntStream.range(0, THREADS + QUEUED + 2).mapToObj(i -> "p" + i).toArray(String[]::new);

        List<ClassifiedPost> answer = classify(GO_ON, Duration.ofSeconds(1), posts).getPostsList();
        scorer.takes = Duration.ofMillis(10);

        assertThat(answer.subList(0, THREADS + QUEUED)).allMatch(ClassifiedPost::getPending);
        assertThat(answer.subList(THREADS + QUEUED, posts.length)).noneMatch(ClassifiedPost::getPending)
                .extracting(BackgroundScoringTest::reason)
                .containsOnly(UnscoredReason.UNSCORED_REASON_SCORER_BUSY);
        Eventually.holds("what had room is scored", () -> scorer.calls().size() == THREADS + QUEUED && scorer.atWork() == 0);
        assertThat(classify(GO_ON, ENOUGH, posts).getPostsList()).allMatch(post -> slow(post).isPresent());
        assertThat(scorer.calls()).hasSize(posts.length);
    }

    @Test
    void aFailureIsOfOnePostAndIsForgotten() {
        scorer.reset(Duration.ofMillis(10));
        scorer.failsOn = "faulty";

        List<ClassifiedPost> posts = classify(GO_ON, ENOUGH, "good", "faulty").getPostsList();
        assertThat(slow(posts.get(0))).isPresent();
        assertThat(reason(posts.get(1))).isEqualTo(UnscoredReason.UNSCORED_REASON_SCORER_FAILED);
        assertThat(posts.get(1).getPending()).isFalse();

        scorer.failsOn = "\0";
        assertThat(slow(classify(GO_ON, ENOUGH, "faulty").getPosts(0))).isPresent();
        assertThat(scorer.calls()).hasSize(3);
    }

    /** How soon is printed here, and measured on real processes by {@code ./circumplex bench cancel}: a busy machine says nothing. */
    @Test
    void whatNobodyWaitsForAnyLongerIsStopped() {
        scorer.reset(Duration.ofMinutes(10));
        List<Long> wentOnMillis = new ArrayList<>();
        for (int call = 0; call < 120; call++) {
            ListenableFuture<ClassifyPostsResponse> answer = ask(call % 2 == 0 ? CANCEL : GO_ON, ENOUGH, "call " + call);
            Eventually.holds("it is being scored", () -> scorer.atWork() == 1);
            long cancelled = System.nanoTime();
            answer.cancel(true);
            Eventually.holds("the scorer stops, minutes before it would be done", () -> scorer.atWork() == 0);
            wentOnMillis.add((scorer.lastAtWork() - cancelled) / 1_000_000);
        }
        wentOnMillis.sort(null);
        System.out.printf("120 cancelled calls: work went on for %d ms (median), %d ms (worst)%n", wentOnMillis.get(60), wentOnMillis.get(119));
    }

    @Test
    void aScorerThatTakesTooLongIsGivenUp() {
        try (RunningService hasty = RunningService.start(
                "classifier-svc", Map.of("test.slow-scorer", true, "circumplex.classifier.scorer", "llm", "circumplex.classifier.scoring-max-millis", 100))) {
            ClassifyPostsResponse answer = ClassifierServiceGrpc.newBlockingStub(hasty.channel())
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .classifyPosts(request(CANCEL, "a"));
            assertThat(answer.getPosts(0).getFallbackReason()).isEqualTo(UnscoredReason.UNSCORED_REASON_SCORER_FAILED);
            assertThat(hasty.bean(SlowScorer.class).atWork()).isZero();
        }
    }

    @Test
    void aServiceThatStopsFinishesWhatItBegan() {
        RunningService stopping = RunningService.start("classifier-svc", Map.of("test.slow-scorer", true, "circumplex.classifier.scorer", "llm"));
        SlowScorer its = stopping.bean(SlowScorer.class);
        ScoreStore store = stopping.bean(ScoreStore.class);
        its.takes = Duration.ofSeconds(4);
        ClassifyPostsResponse answer = ClassifierServiceGrpc.newBlockingStub(stopping.channel())
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .classifyPosts(request(GO_ON, "a"));
        assertThat(answer.getPosts(0).getPending()).isTrue();

        stopping.bean(SlowScoring.class).drain(Deadline.after(40, TimeUnit.SECONDS));

        var key = new ContentKey(answer.getPosts(0).getContentKey());
        Map<ContentKey, ?> stored = store.find("default", its.id(), its.set(), List.of(key));
        stopping.close();
        assertThat(stored).containsKey(key);
    }

    private ClassifyPostsResponse classify(OnDeadline onDeadline, Duration deadline, String... texts) {
        return ClassifierServiceGrpc.newBlockingStub(service.channel())
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .classifyPosts(request(onDeadline, texts));
    }

    private ListenableFuture<ClassifyPostsResponse> ask(OnDeadline onDeadline, Duration deadline, String... texts) {
        return ClassifierServiceGrpc.newFutureStub(service.channel())
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .classifyPosts(request(onDeadline, texts));
    }

    /** Why the slow scorer says nothing, whether the lexicon stands in for it or does not know the language. */
    private static UnscoredReason reason(ClassifiedPost post) {
        return post.getBaseScoresCount() == 0 ? post.getUnscoredReason() : post.getFallbackReason();
    }

    /** What the slow scorer says. */
    private static Optional<BaseScores> slow(ClassifiedPost post) {
        assertThat(post.getBaseScoresCount()).isLessThanOrEqualTo(2);
        return post.getBaseScoresList().stream()
                .filter(scores -> scores.getScorerId().equals("test/slow"))
                .findFirst();
    }

    private ClassifyPostsRequest request(OnDeadline onDeadline, String... texts) {
        ClassifyPostsRequest.Builder request = ClassifyPostsRequest.newBuilder().setOnDeadline(onDeadline);
        for (int i = 0; i < texts.length; i++) {
            request.addPosts(PostToClassify.newBuilder()
                    .setPostId("p" + i)
                    .setText(texts[i].isEmpty() ? "" : texts[i] + " " + test));
        }
        return request.build();
    }
}
