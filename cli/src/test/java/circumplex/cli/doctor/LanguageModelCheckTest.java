package circumplex.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.cli.doctor.Finding.Level;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the settings of a language model is named, and what is secret is not. */
final class LanguageModelCheckTest {

    private static final String KEY = "sk-right";

    private HttpServer server;
    private int failing;
    private boolean hanging;
    private final AtomicInteger upgrades = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/v1/models", exchange -> {
            upgrades.addAndGet(exchange.getRequestHeaders().containsKey("Upgrade") ? 1 : 0);
            if (hanging) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().flush();
                return;
            }
            boolean known = ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "{\"data\":[{\"id\":\"small-one\"}]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(failing > 0 ? failing : known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void saysNothingWhereNoneIsAskedFor() {
        assertThat(LanguageModelCheck.run(Map.of("LLM_BASE_URL", "nonsense"))).isEmpty();
        assertThat(LanguageModelCheck.run(Map.of("SCORER", "embedded", "LLM_BASE_URL", "nonsense"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"llm", "cascade"})
    void isContentWithAModelThatIsThere(String scorer) {
        assertThat(only(Map.of("SCORER", scorer))).matches(finding -> finding.level() == Level.OK && finding.cause().contains("has the model"));
        assertThat(upgrades).as("offers of another version of HTTP").hasValue(0);
    }

    @Test
    void leavesACascadeWithoutAModelAlone() {
        assertThat(LanguageModelCheck.run(Map.of("SCORER", "cascade"))).isEmpty();
    }

    @Test
    void waitsForNoAnswerThatNeverEnds() {
        hanging = true;
        assertFails(only(Map.of()), "does not answer");
    }

    @Test
    void knowsAKeyThatIsWrongOrMissing() {
        assertFails(only(Map.of("LLM_API_KEY", "sk-wrong")), "does not take the key of LLM_API_KEY");
        assertFails(only(Map.of("LLM_API_KEY", "")), "wants a key");
        assertFails(only(Map.of("LLM_API_KEY", "sk-wrong\n")), "no key holds");
    }

    @Test
    void knowsAUrlThatIsWrong() {
        for (String url : List.of("", "nonsense", "ftp://127.0.0.1/v1", "http://user:sk-wrong@/v1", "http://a b", "http://sk-wrong@127.0.0.1/v1",
                "https://127.0.0.1/v1?key=sk-wrong", " http://127.0.0.1/v1", "http://127.0.0.1:99999/v1")) {
            assertFails(only(Map.of("LLM_BASE_URL", url)), "is no http or https URL");
        }
        assertFails(only(Map.of("LLM_MODEL", "")), "names no model");
        // Of no host: nobody is asked.
        assertFails(only(Map.of("LLM_BASE_URL", "http://192.0.2.1/v1")), "would travel in the clear");
    }

    @Test
    void knowsAServerThatIsDownOrInTrouble() {
        failing = 503;
        assertThat(only(Map.of())).matches(finding -> finding.level() == Level.WARN && finding.cause().contains("status 503"));
        server.stop(0);
        assertFails(only(Map.of()), "does not answer");
    }

    @Test
    void knowsAModelThatIsNotThere() {
        assertThat(only(Map.of("LLM_MODEL", "large-one")))
                .matches(finding -> finding.level() == Level.WARN && finding.cause().contains("does not list the model 'large-one'"));
    }

    /** A server that has no such list is asked by the service. */
    @Test
    void doesNotJudgeAServerWithoutAList() {
        failing = 404;
        assertThat(only(Map.of()).level()).isEqualTo(Level.OK);
    }

    private static void assertFails(Finding finding, String cause) {
        assertThat(finding.level()).isEqualTo(Level.FAIL);
        assertThat(finding.cause()).contains(cause);
        assertThat(finding.fix()).isNotEmpty();
        assertThat(finding.cause() + finding.fix()).doesNotContain("sk-");
    }

    private Finding only(Map<String, String> changed) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SCORER", "llm",
                "LLM_BASE_URL", "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/",
                "LLM_API_KEY", KEY,
                "LLM_MODEL", "small-one"));
        environment.putAll(changed);
        List<Finding> findings = LanguageModelCheck.run(environment);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }
}
