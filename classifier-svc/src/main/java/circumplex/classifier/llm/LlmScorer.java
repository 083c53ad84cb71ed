package circumplex.classifier.llm;

import circumplex.classifier.llm.AskModel.Believed;
import circumplex.classifier.llm.AskModel.Question;
import circumplex.classifier.llm.parse.ChatAnswer;
import circumplex.classifier.llm.parse.DigitLines.Line;
import circumplex.classifier.llm.parse.ExpectedScores;
import circumplex.classifier.llm.prompt.PromptTemplate;
import circumplex.classifier.llm.prompt.QuotedPost;
import circumplex.classifier.llm.prompt.Redaction;
import circumplex.classifier.text.PostText;
import circumplex.classifier.text.Scorer;
import circumplex.classifier.text.Scoring;
import circumplex.classifier.text.Sha256;
import circumplex.classifier.text.TextNormaliser;
import circumplex.classifier.text.UnscoredException;
import circumplex.classifier.text.UnscoredException.Reason;
import circumplex.values.ScoreVector;
import circumplex.values.ValueSet;
import io.grpc.Context;
import io.grpc.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores texts by asking a language model, in any language it knows; where the template wants it with quotes, one post in a prompt. */
final class LlmScorer implements Scorer {

    private static final Logger LOG = LoggerFactory.getLogger(LlmScorer.class);

    /** Of the rules that make scores of answers. */
    private static final String DECODER = "1";

    /** Likewise, of scores and quotes. */
    private static final String QUOTING_DECODER = "1-quotes-1";

    private final ValueSet set;
    private final LlmSettings settings;
    private final PromptTemplate template;
    private final ModelProbe probe;
    private final AskModel askModel;
    private final LlmMetrics metrics;
    private final SharedPrompts shared;

    LlmScorer(ValueSet set, LlmSettings settings, PromptTemplate template, ModelProbe probe, AskModel askModel, LlmMetrics metrics) {
        this.set = set;
        this.settings = settings;
        this.template = template;
        this.probe = probe;
        this.askModel = askModel;
        this.metrics = metrics;
        this.shared = new SharedPrompts(postsPerPrompt(), settings.lingerMillis(), this::scoreAll);
    }

    @Override
    public ValueSet set() {
        return set;
    }

    /** As long as the server has not answered, the model is taken for what the setting calls it. */
    @Override
    public String id() {
        return probe.found()
                .map(server -> id(server.model(), server.style(), server.logProbabilities()))
                .orElseGet(() -> id(settings.model(), RequestStyle.SCHEMA_AND_LOGPROBS, true));
    }

    @Override
    public boolean knows(String language) {
        return true;
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Scoring score(String tenant, PostText text) throws InterruptedException {
        Deadline deadline = Context.current().getDeadline();
        Deadline by = deadline == null ? Deadline.after(settings.timeoutMillis(), TimeUnit.MILLISECONDS) : deadline;
        return postsPerPrompt() == 1
                ? scoreAll(tenant, List.of(text), by).get(0)
                : shared.score(tenant, text, by);
    }

    /** Scores texts with one prompt. */
    private List<Scoring> scoreAll(String tenant, List<PostText> texts, Deadline deadline) throws InterruptedException {
        Capabilities server = probe.found()
                .orElseThrow(() -> new UnscoredException(Reason.UNAVAILABLE, "the model has not answered yet"));
        List<QuotedPost> posts = new ArrayList<>(texts.size());
        for (PostText text : texts) {
            posts.add(new QuotedPost(
                    PromptTemplate.id(posts.size()), sent(text.normalised()), sent(text.normalisedRepliedTo())));
        }
        Believed believed = askModel.ask(tenant, new Question(posts, texts.get(0).normalised()), server, deadline);
        ChatAnswer answer = believed.answer();
        String model = answer.model().isEmpty() ? settings.model() : answer.model();
        if (!model.equals(server.model())) {
            metrics.otherModel();
            LOG.warn("another model answers now: {} instead of {}", model, server.model());
            probe.pin(model);
        }
        // Scores belong to whoever made them, and in the way they were made.
        boolean expected = ExpectedScores.areKnown(answer.content().text(), answer.tokens());
        String id = id(model, server.style(), expected);
        List<Scoring> scorings = new ArrayList<>(texts.size());
        for (QuotedPost post : posts) {
            Line line = Objects.requireNonNull(believed.lines().get(post.id()), "a line for every post");
            float[] scores = ExpectedScores.of(answer.content().text(), line, answer.tokens());
            scorings.add(new Scoring(id, ScoreVector.of(set, scores), answer.fingerprint(), believed.quotes()));
        }
        return scorings;
    }

    private int postsPerPrompt() {
        return template.isQuoting() ? 1 : settings.postsPerPrompt();
    }

    private String sent(String normalised) {
        return settings.redact() ? Redaction.of(normalised) : normalised;
    }

    private String id(String model, RequestStyle style, boolean expected) {
        int posts = postsPerPrompt();
        return new EffectiveRequest(
                        settings.baseUrl(),
                        model,
                        template.sha256(),
                        Sha256.hex(template.schema(posts).toString().getBytes(StandardCharsets.UTF_8)),
                        style.name(),
                        ChatRequest.TEMPERATURE,
                        ChatRequest.TOP_P,
                        settings.seed(),
                        AskModel.mostTokens(posts, set.size(), template.isQuoting()),
                        expected ? ChatRequest.TOP_LOGPROBS : 0,
                        set.toString(),
                        set.sha256(),
                        TextNormaliser.VERSION,
                        settings.redact() ? Redaction.VERSION : "none",
                        posts,
                        template.isQuoting() ? QUOTING_DECODER : DECODER)
                .scorerId(settings.host(), template.version());
    }
}
