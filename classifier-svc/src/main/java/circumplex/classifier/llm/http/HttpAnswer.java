package circumplex.classifier.llm.http;

import java.time.Duration;
import java.util.Optional;

/**
 * A complete answer over HTTP.
 *
 * @param body read as UTF-8; untrusted and private
 * @param retryAfter how long the server asks to be left alone
 */
public record HttpAnswer(int status, String body, Optional<Duration> retryAfter) {

    public boolean ok() {
        return status == 200;
    }

    /** Whether the same request may be answered later: too many requests, a server that timed out or failed. */
    public boolean repeatable() {
        return status == 408 || status == 429 || status >= 500;
    }

    /** Without the body, so that no log can hold it. */
    @Override
    public String toString() {
        return "HttpAnswer[status=" + status + "]";
    }
}
