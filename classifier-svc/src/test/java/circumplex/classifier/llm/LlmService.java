package circumplex.classifier.llm;

import circumplex.classifier.llm.testing.FakeLlm;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.GetUsageRequest;
import circumplex.classifier.v1.GetUsageResponse;
import circumplex.classifier.v1.OnDeadline;
import circumplex.classifier.v1.PostToClassify;
import circumplex.kit.testing.RunningService;
import circumplex.values.v1.BaseScores;
import com.google.common.util.concurrent.ListenableFuture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A classifier that asks a fake model. */
final class LlmService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String KEY = "sk-canary-3f1c9a";

    private final RunningService service;

    private LlmService(RunningService service) {
        this.service = service;
    }

    /** One that knows already what its model can do. */
    static LlmService start(FakeLlm llm, Map<String, Object> more) {
        int before = llm.requests();
        LlmService service = startEarly(llm.url(), more);
        holds("the model is known", () -> llm.requests() > before
                && service.classify("It is known by now " + System.nanoTime()).getFallbackReasonValue() != 7);
        return service;
    }

    /** One that may not have heard of its model yet. */
    static LlmService startEarly(String url, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "circumplex.classifier.scorer", "llm",
                "circumplex.llm.base-url", url,
                "circumplex.llm.api-key", KEY,
                "circumplex.llm.model", "fake-model",
                "circumplex.llm.probe-millis", 100,
                // The digits in the names of tests look like telephone numbers.
                "circumplex.llm.redact", false,
                "circumplex.admission.max-calls", 2000,
                "circumplex.admission.min-calls", 2000,
                "circumplex.admission.initial-calls", 2000));
        settings.putAll(more);
        return new LlmService(RunningService.start("classifier-svc", settings));
    }

    RunningService running() {
        return service;
    }

    /** Waits as long as a test may. */
    ClassifiedPost classify(String text) {
        return answer(text, OnDeadline.ON_DEADLINE_CANCEL, PATIENCE).getPosts(0);
    }

    ClassifyPostsResponse answer(String text, OnDeadline onDeadline, Duration deadline) {
        return ClassifierServiceGrpc.newBlockingStub(service.channel())
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .classifyPosts(request(onDeadline, List.of(text)));
    }

    ClassifyPostsResponse classifyAll(List<String> texts) {
        return ClassifierServiceGrpc.newBlockingStub(service.channel())
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .classifyPosts(request(OnDeadline.ON_DEADLINE_CANCEL, texts));
    }

    ClassifyPostsResponse quoteAll(List<String> texts) {
        return ClassifierServiceGrpc.newBlockingStub(service.channel())
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .classifyPosts(request(OnDeadline.ON_DEADLINE_CANCEL, texts).toBuilder().setWithQuotes(true).build());
    }

    ListenableFuture<ClassifyPostsResponse> ask(String text, OnDeadline onDeadline) {
        return ClassifierServiceGrpc.newFutureStub(service.channel())
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .classifyPosts(request(onDeadline, List.of(text)));
    }

    GetUsageResponse usage() {
        return ClassifierServiceGrpc.newBlockingStub(service.channel())
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .getUsage(GetUsageRequest.getDefaultInstance());
    }

    /** What the model said of a post; absent if the lexicon stands in for it. */
    static Optional<BaseScores> byModel(ClassifiedPost post) {
        return post.getBaseScoresList().stream()
                .filter(scores -> scores.getScorerId().startsWith("llm-"))
                .findFirst();
    }

    static void holds(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    @Override
    public void close() {
        service.close();
    }

    private static ClassifyPostsRequest request(OnDeadline onDeadline, List<String> texts) {
        ClassifyPostsRequest.Builder request = ClassifyPostsRequest.newBuilder().setOnDeadline(onDeadline);
        for (int i = 0; i < texts.size(); i++) {
            request.addPosts(PostToClassify.newBuilder().setPostId("client-" + i).setText(texts.get(i)));
        }
        return request.build();
    }
}
