package circumplex.classifier.llm;

import circumplex.classifier.budget.Budget;
import circumplex.classifier.llm.http.ChatHttp;
import circumplex.classifier.llm.http.ExchangeException;
import circumplex.classifier.llm.http.HttpAnswer;
import circumplex.classifier.llm.parse.ChatAnswer;
import circumplex.classifier.llm.parse.ChatAnswer.TokenUsage;
import circumplex.classifier.llm.parse.DigitLines;
import circumplex.classifier.llm.parse.InvalidAnswerException;
import circumplex.classifier.llm.prompt.Message;
import circumplex.classifier.llm.prompt.PromptTemplate;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what the server can do, on a thread of its own so that nobody waits for it: a question is asked that a model would answer with
 * a sentence, together with the schema of digits. While the server is away it is asked again; afterwards answers alone tell.
 */
final class ModelProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelProbe.class);

    private static final List<Message> QUESTION = List.of(
            new Message("system", "Answer with one short and friendly sentence in English."),
            new Message("user", "What makes a good morning?"));

    private static final int MOST_TOKENS = 100;

    private final ChatHttp http;
    private final LlmSettings settings;
    private final Budget budget;
    private final LlmMetrics metrics;
    private final ObjectNode schema;
    private final int values;
    private final AtomicReference<@Nullable Capabilities> found = new AtomicReference<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "llm-probe");
        daemon.setDaemon(true);
        return daemon;
    });

    ModelProbe(ChatHttp http, LlmSettings settings, PromptTemplate template, int values, Budget budget, LlmMetrics metrics) {
        this.http = http;
        this.settings = settings;
        this.budget = budget;
        this.metrics = metrics;
        this.schema = template.schema(1);
        this.values = values;
    }

    /** Begins to ask. */
    void start() {
        thread.execute(this::probe);
    }

    /** What the server can do; empty as long as it has not answered. */
    Optional<Capabilities> found() {
        return Optional.ofNullable(found.get());
    }

    /** Another model answered: it is the one from now on. */
    void pin(String model) {
        found.updateAndGet(known -> known == null ? null : known.withModel(model));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void probe() {
        try {
            for (RequestStyle style : RequestStyle.values()) {
                byte[] body = ChatRequest.body(settings.model(), QUESTION, style, schema, settings.seed(), MOST_TOKENS);
                HttpAnswer answer = http.exchange(body, Duration.ofMillis(settings.timeoutMillis()));
                if (answer.ok()) {
                    ChatAnswer read = ChatAnswer.read(answer.body());
                    count(read.usage(), body.length);
                    Capabilities server = capabilities(read, style);
                    found.set(server);
                    LOG.info("the language model answers: {}", server);
                    return;
                }
                if (answer.status() != 400 && answer.status() != 422) {
                    again("http_" + answer.status());
                    return;
                }
            }
            again("every form of request is refused");
        } catch (ExchangeException e) {
            again(e.kind().name());
        } catch (InvalidAnswerException e) {
            again(e.flaw().name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(Optional<TokenUsage> usage, int bytes) {
        usage.ifPresent(metrics::used);
        TokenUsage used = usage.orElseGet(() -> new TokenUsage(bytes / Attempt.BYTES_PER_TOKEN + 1, MOST_TOKENS));
        budget.charge(budget.cost(used.prompt(), used.completion()), usage.isEmpty());
    }

    private void again(String kind) {
        LOG.warn("the language model does not answer ({}); it is asked again in {} ms", kind, settings.probeMillis());
        CompletableFuture.delayedExecutor(settings.probeMillis(), TimeUnit.MILLISECONDS, thread).execute(this::probe);
    }

    private Capabilities capabilities(ChatAnswer answer, RequestStyle style) {
        return new Capabilities(
                answer.model().isEmpty() ? settings.model() : answer.model(),
                style,
                style.schema() && keepsTheSchema(answer),
                !answer.tokens().isEmpty(),
                answer.usage().isPresent());
    }

    private boolean keepsTheSchema(ChatAnswer answer) {
        try {
            DigitLines.read(answer.content().require(), List.of(PromptTemplate.id(0)), values);
            return true;
        } catch (InvalidAnswerException e) {
            return false;
        }
    }
}
