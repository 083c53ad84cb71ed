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

    /** A scorer of {@code set}, which begins to look for its model; empty if no model is configured. */
    public Optional<Scorer> of(ValueSet set) {
        if (!settings.isConfigured()) {
            return Optional.empty();
        }
        ChatHttp http = new ChatHttp(settings.baseUrl(), settings.apiKey());
        PromptTemplate template = PromptTemplate.of(set);
        ModelProbe probe = new ModelProbe(http, settings, template, set.size());
        Attempt attempt = new Attempt(http, new Breaker(), budget, metrics);
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
        AskModel askModel = new AskModel(template, set.size(), settings, attempt, backoff);
        toClose.add(probe);
        toClose.add(http);
        probe.start();
        return Optional.of(new LlmScorer(set, settings, template, probe, askModel, metrics));
    }

    @PreDestroy
    void close() throws Exception {
        for (AutoCloseable each : toClose) {
            each.close();
        }
    }
}
