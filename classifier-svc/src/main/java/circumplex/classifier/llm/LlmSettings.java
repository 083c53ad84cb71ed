package circumplex.classifier.llm;

import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.config.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where the language model is and how it is asked. The defaults stand in {@code application.properties}.
 *
 * @param baseUrl of the API, for example {@code https://api.example.com/v1}; empty if there is none
 * @param apiKey secret; empty if the server wants none
 * @param model as the server calls it; an alias is resolved when the server is first asked
 * @param timeoutMillis for one attempt, in ms
 * @param attempts for one text, the one that repairs an answer included
 * @param postsPerPrompt 1, or how many posts share a prompt; scores then depend on neighbours and have a scorer id of their own
 * @param lingerMillis how long a prompt waits for more posts, in ms
 * @param redact whether handles, e-mail addresses, telephone numbers and links are taken out before a text is sent
 * @param seed sent with every request
 * @param probeMillis how long after a failed probe the next one is made, in ms
 */
@ConfigurationProperties("circumplex.llm")
public record LlmSettings(
        String baseUrl,
        String apiKey,
        String model,
        int timeoutMillis,
        int attempts,
        int postsPerPrompt,
        int lingerMillis,
        boolean redact,
        int seed,
        int probeMillis) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public LlmSettings {
        Settings.requireRange("circumplex.llm.timeout-millis", timeoutMillis, 100, 600_000);
        Settings.requireRange("circumplex.llm.attempts", attempts, 1, 3);
        Settings.requireRange("circumplex.llm.posts-per-prompt", postsPerPrompt, 1, 32);
        Settings.requireRange("circumplex.llm.linger-millis", lingerMillis, 0, 5_000);
        Settings.requireRange("circumplex.llm.seed", seed, 0, Integer.MAX_VALUE);
        Settings.requireRange("circumplex.llm.probe-millis", probeMillis, 100, 3_600_000);
        if (!baseUrl.isEmpty()) {
            requireUrl(baseUrl, apiKey);
            if (!model.matches("[A-Za-z0-9._:@/+-]{1,64}")) {
                throw new ConfigurationProblem(
                        "circumplex.llm.model must name a model with 1 to 64 letters, digits and ._:@/+-");
            }
        }
        if (!apiKey.matches("[!-~]{0,512}")) {
            // Not quoted: it is secret.
            throw new ConfigurationProblem("circumplex.llm.api-key must be printable ASCII without spaces");
        }
    }

    boolean isConfigured() {
        return !baseUrl.isEmpty();
    }

    /** Where the model is, as it stands in scorer ids. */
    String host() {
        URI uri = URI.create(baseUrl);
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    /** Without the key, so that no log can hold it. */
    @Override
    public String toString() {
        return "LlmSettings[baseUrl=" + baseUrl + ", model=" + model + "]";
    }

    private static void requireUrl(String baseUrl, String apiKey) {
        URI uri;
        try {
            uri = new URI(baseUrl);
        } catch (URISyntaxException e) {
            throw new ConfigurationProblem("circumplex.llm.base-url is no URL");
        }
        boolean secure = "https".equals(uri.getScheme());
        if (!(secure || "http".equals(uri.getScheme())) || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
            throw new ConfigurationProblem(
                    "circumplex.llm.base-url must be http:// or https://, a host and a path, without user and query");
        }
        if (!secure && !apiKey.isEmpty() && !LOOPBACK.contains(uri.getHost())) {
            throw new ConfigurationProblem("circumplex.llm.base-url must be https:// where there is a key, which anybody could read else");
        }
    }
}
