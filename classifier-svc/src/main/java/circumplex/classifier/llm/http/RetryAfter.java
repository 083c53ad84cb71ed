package circumplex.classifier.llm.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How long a server asks to be left alone: {@code Retry-After-Ms} in milliseconds, or {@code Retry-After} in seconds, whole or not, or as a
 * date (RFC 9110, 10.2.3). What is negative or past is zero; what cannot be read says nothing.
 */
final class RetryAfter {

    /** Longer than anybody waits; keeps sums of durations finite. */
    private static final Duration MOST = Duration.ofDays(1);

    private RetryAfter() {}

    static Optional<Duration> of(HttpHeaders headers, Instant now) {
        return headers.firstValue("retry-after-ms")
                .flatMap(millis -> amount(millis, 1))
                .or(() -> headers.firstValue("retry-after").flatMap(value -> amount(value, 1000).or(() -> date(value, now))));
    }

    private static Optional<Duration> amount(String number, int unitMillis) {
        try {
            double millis = Double.parseDouble(number.strip()) * unitMillis;
            return Double.isNaN(millis)
                    ? Optional.empty()
                    : Optional.of(Duration.ofMillis((long) Math.ceil(Math.min((double) MOST.toMillis(), Math.max(0, millis)))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant then = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            Duration wait = then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
            return Optional.of(wait.compareTo(MOST) > 0 ? MOST : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
