package circumplex.classifier.llm;

import circumplex.classifier.budget.Budget;
import circumplex.classifier.llm.http.Backoff;
import circumplex.classifier.llm.http.ChatHttp;
import circumplex.classifier.llm.prompt.PromptTemplate;
import circumplex.classifier.text.Scorer;
import circumplex.values.ValueSet;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the scorers that ask the language model of the settings, if these name one. */
@Singleton
public final class LlmScorers {

    private final LlmSettings settings;
    private final Budget budget;
    private final LlmMetrics metrics;
    private final List<AutoCloseable> toClose = new ArrayList<>();

    LlmScorers(LlmSettings settings, Budget budget, LlmMetrics metrics) {
        this.settings = settings;
        this.budget = budget;
        this.metrics = metrics;
    }

    /**
     * The scorers of one set that ask one model. Scores of the two are kept apart.
     *
     * @param plain is asked for ratings
     * @param quoting also for quotes, of one post in a prompt
     */
    public record Pair(Scorer plain, Scorer quoting) {}

    /** The scorers of {@code set}, which begin to look for their model; empty if no model is configured. */
    public Optional<Pair> of(ValueSet set) {
        if (!settings.isConfigured()) {
            return Optional.empty();
        }
        ChatHttp http = new ChatHttp(settings.baseUrl(), settings.apiKey());
        PromptTemplate template = PromptTemplate.of(set);
        ModelProbe probe = new ModelProbe(http, settings, template, set.size(), budget, metrics);
        Attempt attempt = new Attempt(http, new Breaker(), budget, metrics);
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
        toClose.add(probe);
        toClose.add(http);
        probe.start();
        return Optional.of(new Pair(
                scorer(set, template, probe, attempt, backoff), scorer(set, PromptTemplate.quoting(set), probe, attempt, backoff)));
    }

    private Scorer scorer(ValueSet set, PromptTemplate template, ModelProbe probe, Attempt attempt, Backoff backoff) {
        AskModel askModel = new AskModel(template, set.size(), settings, attempt, backoff);
        return new LlmScorer(set, settings, template, probe, askModel, metrics);
    }

    @PreDestroy
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
    }
}
