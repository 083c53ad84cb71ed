package circumplex.classifier.llm;

import circumplex.classifier.llm.http.Backoff;
import circumplex.classifier.llm.parse.ChatAnswer;
import circumplex.classifier.llm.parse.DigitLines;
import circumplex.classifier.llm.parse.DigitLines.Line;
import circumplex.classifier.llm.parse.InvalidAnswerException;
import circumplex.classifier.llm.parse.QuotingAnswer;
import circumplex.classifier.llm.prompt.Fence;
import circumplex.classifier.llm.prompt.Message;
import circumplex.classifier.llm.prompt.PromptTemplate;
import circumplex.classifier.llm.prompt.QuotedPost;
import circumplex.classifier.text.Quote;
import circumplex.classifier.text.UnscoredException;
import circumplex.classifier.text.UnscoredException.Reason;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks for the ratings of posts until there is an answer that can be believed: a few attempts in all, one of which may repair an answer
 * that is not of the form asked for. This is the only place that repeats.
 */
final class AskModel {

    /** Nothing of the answer goes back to the model: it may hold what a post made it write. */
    private static final Message REPAIR = new Message(
            "user",
            "The answer before this was not of the form asked for. Answer once more: one JSON object, for each post its id and the string"
                    + " of digits from 0 to 6, nothing before it and nothing after it.");

    private static final Message REPAIR_WITH_QUOTES = new Message(
            "user",
            "The answer before this was not of the form asked for. Answer once more: one JSON object, for the post its id and the string"
                    + " of digits from 0 to 6, then the list of its quotes, nothing before it and nothing after it.");

    private static final int TOKENS_AROUND = 40;
    private static final int TOKENS_PER_POST = 20;
    private static final int TOKENS_OF_QUOTES = 150;

    private final PromptTemplate template;
    private final int values;
    private final LlmSettings settings;
    private final Attempt attempt;
    private final Backoff backoff;

    AskModel(PromptTemplate template, int values, LlmSettings settings, Attempt attempt, Backoff backoff) {
        this.template = template;
        this.values = values;
        this.settings = settings;
        this.attempt = attempt;
        this.backoff = backoff;
    }

    /**
     * An answer that was believed.
     *
     * @param lines by the id of the post within the prompt, one for each
     * @param quotes of the only post of the prompt, where they were asked for
     */
    record Believed(ChatAnswer answer, Map<String, Line> lines, List<Quote> quotes) {}

    /**
     * What is asked about.
     *
     * @param posts as they are shown to the model
     * @param first the normalised text of the first one, before anything was taken out of it
     */
    record Question(List<QuotedPost> posts, String first) {

        /** Without the texts, so that no log can hold them. */
        @Override
        public String toString() {
            return "Question[posts=" + posts.size() + "]";
        }
    }

    /** How many tokens an answer about so many posts may have, however a server cuts digits into tokens. */
    static int mostTokens(int posts, int values, boolean quoting) {
        return TOKENS_AROUND + posts * (2 * values + TOKENS_PER_POST + (quoting ? TOKENS_OF_QUOTES : 0));
    }

    /**
     * Asks.
     *
     * @param deadline by which there must be an answer
     * @throws UnscoredException if there is none
     * @throws InterruptedException if nobody wants it any more
     */
    Believed ask(String tenant, Question question, Capabilities server, Deadline deadline) throws InterruptedException {
        List<QuotedPost> posts = question.posts();
        int mostTokens = mostTokens(posts.size(), values, template.isQuoting());
        boolean repairs = false;
        for (int made = 1; ; made++) {
            Attempt.Result result =
                    attempt.make(tenant, body(posts, server, mostTokens, repairs), mostTokens, patience(deadline));
            boolean last = made == settings.attempts();
            if (result.answer().isPresent()) {
                ChatAnswer answer = result.answer().get();
                try {
                    return believed(answer, question);
                } catch (InvalidAnswerException e) {
                    if (repairs || last) {
                        throw new UnscoredException(Reason.FAILED, "the answer is not of the form asked for: " + e.flaw());
                    }
                    repairs = true;
                }
            } else if (!result.repeatable() || last) {
                throw new UnscoredException(reason(result), "the model did not answer: " + result.kind());
            } else {
                pause(backoff.after(made, result.retryAfter()), deadline, result.kind());
            }
        }
    }

    private Believed believed(ChatAnswer answer, Question question) throws InvalidAnswerException {
        String content = answer.content().require();
        List<String> ids = question.posts().stream().map(QuotedPost::id).toList();
        if (!template.isQuoting()) {
            return new Believed(answer, DigitLines.read(content, ids, values), List.of());
        }
        String id = ids.get(0);
        QuotingAnswer read = QuotingAnswer.read(
                content, id, PromptTemplate.quotesOf(id), values, question.posts().get(0).text(), question.first());
        return new Believed(answer, Map.of(id, read.line()), read.quotes());
    }

    private byte[] body(List<QuotedPost> posts, Capabilities server, int mostTokens, boolean repairs) {
        List<Message> messages = new ArrayList<>(template.messages(posts, Fence.random()));
        if (repairs) {
            messages.add(template.isQuoting() ? REPAIR_WITH_QUOTES : REPAIR);
        }
        return ChatRequest.body(
                settings.model(), messages, server.style(), template.schema(posts.size()), settings.seed(), mostTokens);
    }

    private Duration patience(Deadline deadline) {
        return Duration.ofMillis(Math.min(settings.timeoutMillis(), deadline.timeRemaining(TimeUnit.MILLISECONDS)));
    }

    /** What is wrong with this text alone may be right with the next; what is wrong with the server is not. */
    private static Reason reason(Attempt.Result result) {
        return result.kind().equals("http_400") || result.kind().equals("http_413") || result.kind().equals("http_422")
                ? Reason.FAILED
                : Reason.UNAVAILABLE;
    }

    /** A wait that would end after the deadline is not begun. */
    private static void pause(Duration wait, Deadline deadline, String kind) throws InterruptedException {
        if (wait.toMillis() >= deadline.timeRemaining(TimeUnit.MILLISECONDS)) {
            throw new UnscoredException(Reason.UNAVAILABLE, "the model asks to be left alone for longer than there is time: " + kind);
        }
        TimeUnit.MILLISECONDS.sleep(wait.toMillis());
    }
}
