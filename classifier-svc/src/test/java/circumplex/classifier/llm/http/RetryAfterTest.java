package circumplex.classifier.llm.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After|2|2000",
                "Retry-After|0|0",
                "Retry-After|-5|0",
                "Retry-After|0.25|250",
                "Retry-After| 3 |3000",
                "Retry-After|1e99|86400000",
                "Retry-After|99999999999999999999|86400000",
                "Retry-After|Infinity|86400000",
                "Retry-After|Sun, 22 Nov 2026 12:00:07 GMT|7000",
                "Retry-After|Sun, 22 Nov 2026 11:00:00 GMT|0",
                "Retry-After|Thu, 22 Nov 2096 12:00:00 GMT|86400000",
                "Retry-After-Ms|1500|1500",
                "Retry-After-Ms|0.5|1",
            })
    void readsEveryForm(String header, String value, long millis) {
        assertThat(RetryAfter.of(headers(Map.of(header, List.of(value))), NOW)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"soon", "NaN", "''", "2026-11-22", "tomorrow at noon", "0x10"})
    void whatCannotBeReadSaysNothing(String value) {
        assertThat(RetryAfter.of(headers(Map.of("Retry-After", List.of(value))), NOW)).isEmpty();
    }

    @Test
    void millisecondsWin() {
        assertThat(RetryAfter.of(headers(Map.of("retry-after", List.of("9"), "retry-after-ms", List.of("20"))), NOW))
                .contains(Duration.ofMillis(20));
        assertThat(RetryAfter.of(headers(Map.of()), NOW)).isEmpty();
    }

    @Test
    void jitterIsAboveWhatTheServerAsksFor() {
        Backoff least = new Backoff(() -> 0);
        Backoff most = new Backoff(() -> 0.999);
        assertThat(least.after(1, Optional.of(Duration.ofSeconds(2)))).isEqualTo(Duration.ofSeconds(2));
        assertThat(most.after(1, Optional.of(Duration.ofSeconds(2)))).isBetween(Duration.ofMillis(2400), Duration.ofMillis(2500));
        assertThat(most.after(2, Optional.empty())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
        assertThat(most.after(50, Optional.empty())).isLessThanOrEqualTo(Duration.ofSeconds(8));
        assertThat(least.after(2, Optional.empty())).isZero();
    }

    private static HttpHeaders headers(Map<String, List<String>> headers) {
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
