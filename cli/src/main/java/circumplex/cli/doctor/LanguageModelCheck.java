package circumplex.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the language model that settings name answers, takes the key and knows the model. It is asked for its list of models, which costs
 * no tokens. Of the URL only the host is ever shown, and the key never.
 */
final class LanguageModelCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_BYTES = 1 << 20;
    private static final String CHECK = "language model";

    /** As the service has it: the only hosts to which a key may travel in the clear. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private LanguageModelCheck() {}

    /** Nothing, where none is asked for. */
    static List<Finding> run(Map<String, String> environment) {
        String scorer = environment.getOrDefault("SCORER", "");
        String url = environment.getOrDefault("LLM_BASE_URL", "");
        // A cascade may do without.
        if (!scorer.equals("llm") && !(scorer.equals("cascade") && !url.isEmpty())) {
            return List.of();
        }
        return List.of(check(url, environment.getOrDefault("LLM_API_KEY", ""), environment.getOrDefault("LLM_MODEL", "")));
    }

    /** The rules of the service's settings first: what breaks one keeps it from starting. */
    private static Finding check(String url, String key, String model) {
        URI base;
        try {
            base = new URI(url);
        } catch (URISyntaxException e) {
            return noUrl();
        }
        boolean secure = "https".equals(base.getScheme());
        if (!(secure || "http".equals(base.getScheme()))
                || base.getHost() == null
                || base.getUserInfo() != null
                || base.getQuery() != null
                || base.getPort() > 65_535) {
            return noUrl();
        }
        if (!model.matches("[A-Za-z0-9._:@/+-]{1,64}")) {
            return Finding.fail(CHECK, "LLM_MODEL names no model", "Write 1 to 64 letters, digits and ._:@/+-");
        }
        if (!key.matches("[!-~]{0,512}")) {
            return Finding.fail(CHECK, "LLM_API_KEY holds what no key holds, such as a space or a line break", "Correct LLM_API_KEY");
        }
        if (!secure && !key.isEmpty() && !LOOPBACK.contains(base.getHost())) {
            return Finding.fail(CHECK, "The key of LLM_API_KEY would travel in the clear", "Write https in LLM_BASE_URL");
        }
        return ask(base, key, model);
    }

    private static Finding noUrl() {
        return Finding.fail(
                CHECK,
                "LLM_BASE_URL is no http or https URL of a host and a path (it is not shown: it may hold a key)",
                "Write the URL up to the part before /chat/completions, such as http://127.0.0.1:11434/v1");
    }

    private static Finding ask(URI base, String key, String model) {
        String host = base.getHost() + (base.getPort() < 0 ? "" : ":" + base.getPort());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base.toString().replaceFirst("/+$", "") + "/models"));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        // Servers on one's own machine stumble over the offer of another version.
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
        CompletableFuture<Finding> finding = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenApplyAsync(answer -> judge(host, answer.statusCode(), body(answer), key, model));
        try {
            return finding.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Finding.fail(CHECK, host + " does not answer", "Start the server of the model, or correct LLM_BASE_URL");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.warn(CHECK, host + " was not waited for", "Run ./circumplex doctor again");
        }
    }

    /** No more of it than any list of models needs. */
    private static String body(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Finding judge(String host, int status, String body, String key, String model) {
        if (status == 401 || status == 403) {
            return key.isEmpty()
                    ? Finding.fail(CHECK, host + " wants a key", "Set LLM_API_KEY")
                    : Finding.fail(CHECK, host + " does not take the key of LLM_API_KEY (status " + status + ")", "Set LLM_API_KEY to one that it takes");
        }
        if (status >= 500 || status == 429) {
            return Finding.warn(CHECK, host + " answers with status " + status, "See what its log says, and run ./circumplex doctor again");
        }
        if (status == 200 && !body.contains('"' + model + '"') && !body.contains('"' + model + ":latest\"")) {
            return Finding.warn(CHECK, host + " does not list the model '" + model + "'", "Set LLM_MODEL to a model that it has");
        }
        return Finding.ok(CHECK, host + " answers" + (status == 200 ? " and has the model" : "; whether it has the model is seen by asking it"));
    }
}
