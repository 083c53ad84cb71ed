package circumplex.kit.refusal;

import circumplex.errors.v1.ErrorReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A call that a service refuses, with everything the client is told about it.
 *
 * <p>Expected, so it carries no stack trace. Its message and metadata go over the wire: they never hold post text, annotations,
 * SQL or names of internals.
 */
public final class Refusal extends RuntimeException {

    /** A field of the request and the rule that it breaks. */
    public record Violation(String field, String rule, String description) {}

    private static final long serialVersionUID = 1L;

    private final ErrorReason reason;
    private final transient Map<String, String> metadata = new LinkedHashMap<>();
    private final transient List<Violation> violations = new ArrayList<>();
    private transient Optional<Duration> retryAfter = Optional.empty();
    private transient OptionalLong pushbackMillis = OptionalLong.empty();

    private Refusal(ErrorReason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public static Refusal of(ErrorReason reason, String message) {
        return new Refusal(reason, message);
    }

    /** INVALID_REQUEST at one field. */
    public static Refusal invalid(String field, String rule, String description) {
        return invalid(List.of(new Violation(field, rule, description)));
    }

    /** INVALID_REQUEST at several fields, at least one. */
    public static Refusal invalid(List<Violation> violations) {
        Violation first = violations.get(0);
        Refusal refusal = of(ErrorReason.ERROR_REASON_INVALID_REQUEST, first.field() + " " + first.description());
        refusal.violations.addAll(violations);
        return refusal.with("field", first.field()).with("rule", first.rule());
    }

    /** Adds a variable part of the message for programs. */
    public Refusal with(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    /** The same call may succeed after {@code delay}. */
    public Refusal retryAfter(Duration delay) {
        retryAfter = Optional.of(delay);
        return this;
    }

    /** Clients that repeat calls by themselves do it after {@code delay}: nothing of the call was done, and another replica may do it. */
    public Refusal repeatAfter(Duration delay) {
        pushbackMillis = OptionalLong.of(delay.toMillis());
        return this;
    }

    /** Clients do not repeat the call by themselves: what it needs was tried again already, and one layer of repetition is enough. */
    public Refusal alreadyRepeated() {
        pushbackMillis = OptionalLong.of(-1);
        return this;
    }

    public ErrorReason reason() {
        return reason;
    }

    /** The sentence for people. */
    public String description() {
        return String.valueOf(getMessage());
    }

    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    public List<Violation> violations() {
        return Collections.unmodifiableList(violations);
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** When clients repeat the call by themselves, in ms; negative is never, absent leaves it to their service config. */
    public OptionalLong pushbackMillis() {
        return pushbackMillis;
    }
}
