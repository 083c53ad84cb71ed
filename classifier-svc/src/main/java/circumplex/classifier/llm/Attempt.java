package circumplex.classifier.llm;

import circumplex.classifier.budget.Budget;
import circumplex.classifier.llm.http.ChatHttp;
import circumplex.classifier.llm.http.ExchangeException;
import circumplex.classifier.llm.http.HttpAnswer;
import circumplex.classifier.llm.parse.ChatAnswer;
import circumplex.classifier.llm.parse.ChatAnswer.TokenUsage;
import circumplex.classifier.llm.parse.InvalidAnswerException;
import java.time.Duration;
import java.util.Optional;

/** One request, paid for: room in the budget, the breaker, the exchange, and what became of each. */
final class Attempt {

    /** Of English; a reservation is settled with what the server says. */
    static final int BYTES_PER_TOKEN = 3;

    private final ChatHttp http;
    private final Breaker breaker;
    private final Budget budget;
    private final LlmMetrics metrics;

    Attempt(ChatHttp http, Breaker breaker, Budget budget, LlmMetrics metrics) {
        this.http = http;
        this.breaker = breaker;
        this.budget = budget;
        this.metrics = metrics;
    }

    /**
     * What came of an attempt.
     *
     * @param answer if there is one
     * @param repeatable whether another attempt may go better
     * @param retryAfter how long the server asks to be left alone
     * @param kind one of a few words, for logs
     */
    record Result(Optional<ChatAnswer> answer, boolean repeatable, Optional<Duration> retryAfter, String kind) {}

    /**
     * Makes one.
     *
     * @param mostTokens that the answer may have
     * @throws circumplex.classifier.text.UnscoredException if there is no budget, or the server is left alone
     */
    Result make(String tenant, byte[] body, int mostTokens, Duration patience) throws InterruptedException {
        Budget.Reservation reservation = budget.reserve(tenant, budget.cost(body.length / BYTES_PER_TOKEN + 1, mostTokens));
        try {
            breaker.enter();
        } catch (RuntimeException e) {
            reservation.release();
            throw e;
        }
        long start = System.nanoTime();
        Breaker.End end = Breaker.End.NEITHER;
        String kind = "given_up";
        try {
            HttpAnswer answer = http.exchange(body, patience);
            Result result = answer.ok() ? answered(answer, reservation) : refused(answer, reservation);
            end = end(answer, result);
            kind = result.kind();
            return result;
        } catch (ExchangeException e) {
            end = Breaker.End.BADLY;
            kind = e.kind().name();
            if (!e.mayHaveCost()) {
                reservation.release();
            }
            return new Result(Optional.empty(), e.kind() != ExchangeException.Kind.TOO_LARGE, Optional.empty(), kind);
        } finally {
            // Of a reservation that was ended above this does nothing.
            reservation.settleUnknown();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            breaker.left(end, took);
            metrics.attempt(kind, took);
        }
    }

    private Result answered(HttpAnswer complete, Budget.Reservation reservation) {
        try {
            ChatAnswer answer = ChatAnswer.read(complete.body());
            answer.usage().ifPresent(usage -> settle(usage, reservation));
            return new Result(Optional.of(answer), false, Optional.empty(), "ok");
        } catch (InvalidAnswerException e) {
            return new Result(Optional.empty(), true, Optional.empty(), e.flaw().name());
        }
    }

    private void settle(TokenUsage usage, Budget.Reservation reservation) {
        metrics.used(usage);
        reservation.settle(budget.cost(usage.prompt(), usage.completion()));
    }

    private static Result refused(HttpAnswer refusal, Budget.Reservation reservation) {
        reservation.release();
        return new Result(Optional.empty(), refusal.repeatable(), refusal.retryAfter(), "http_" + refusal.status());
    }

    /** A request that is wrong in itself says nothing about the server. */
    private static Breaker.End end(HttpAnswer answer, Result result) {
        if (result.answer().isPresent()) {
            return Breaker.End.WELL;
        }
        return answer.status() == 400 || answer.status() == 422 ? Breaker.End.NEITHER : Breaker.End.BADLY;
    }
}
