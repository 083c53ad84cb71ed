package circumplex.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the language model that settings name answers, takes the key and knows the model. It is asked for its list of models, which costs
 * no tokens. Of the URL only the host is ever shown, and the key never.
 */
final class LanguageModelCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String CHECK = "language model";

    /** The scorers that use one. */
    private static final Set<String> SCORERS = Set.of("llm", "cascade");

    private LanguageModelCheck() {}

    /** Nothing, where none is asked for. */
    static List<Finding> run(Map<String, String> environment) {
        if (!SCORERS.contains(environment.getOrDefault("SCORER", ""))) {
            return List.of();
        }
        String key = environment.getOrDefault("LLM_API_KEY", "");
        try {
            URI base = new URI(environment.getOrDefault("LLM_BASE_URL", "").strip());
            if (base.getHost() == null || !Set.of("http", "https").contains(base.getScheme())) {
                return List.of(noUrl());
            }
            if (!key.isEmpty() && base.getScheme().equals("http") && !InetAddress.getByName(base.getHost()).isLoopbackAddress()) {
                return List.of(Finding.fail(CHECK, "The key of LLM_API_KEY would travel in the clear", "Write https in LLM_BASE_URL"));
            }
            return List.of(ask(base, key, environment.getOrDefault("LLM_MODEL", "")));
        } catch (UnknownHostException e) {
            return List.of(Finding.fail(CHECK, "The host of LLM_BASE_URL is not known", "Correct LLM_BASE_URL"));
        } catch (URISyntaxException e) {
            return List.of(noUrl());
        }
    }

    private static Finding noUrl() {
        return Finding.fail(
                CHECK,
                "LLM_BASE_URL is no http or https URL (it is not shown: it may hold a key)",
                "Write the URL up to the part before /chat/completions, such as http://127.0.0.1:11434/v1");
    }

    private static Finding ask(URI base, String key, String model) {
        String host = base.getHost() + (base.getPort() < 0 ? "" : ":" + base.getPort());
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base.toString().replaceFirst("/+$", "") + "/models")).timeout(PATIENCE);
            if (!key.isEmpty()) {
                request.header("Authorization", "Bearer " + key);
            }
            HttpResponse<String> answer =
                    HttpClient.newBuilder().connectTimeout(PATIENCE).build().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return judge(host, answer, key, model);
        } catch (IOException e) {
            return Finding.fail(CHECK, host + " does not answer", "Start the server of the model, or correct LLM_BASE_URL");
        } catch (IllegalArgumentException e) {
            return Finding.fail(CHECK, "LLM_API_KEY holds what no key holds, such as a line break", "Correct LLM_API_KEY");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.warn(CHECK, host + " was not waited for", "Run ./circumplex doctor again");
        }
    }

    private static Finding judge(String host, HttpResponse<String> answer, String key, String model) {
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            return key.isEmpty()
                    ? Finding.fail(CHECK, host + " wants a key", "Set LLM_API_KEY")
                    : Finding.fail(CHECK, host + " does not take the key of LLM_API_KEY (status " + status + ")", "Set LLM_API_KEY to one that it takes");
        }
        if (status >= 500 || status == 429) {
            return Finding.warn(CHECK, host + " answers with status " + status, "See what its log says, and run ./circumplex doctor again");
        }
        if (status == 200 && !answer.body().contains('"' + model + '"')) {
            return Finding.warn(CHECK, host + " does not list the model '" + model + "'", "Set LLM_MODEL to a model that it has");
        }
        return Finding.ok(CHECK, host + " answers" + (status == 200 ? " and has the model" : "; whether it has the model is seen by asking it"));
    }
}
