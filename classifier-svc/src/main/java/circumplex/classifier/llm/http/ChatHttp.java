package circumplex.classifier.llm.http;

import circumplex.classifier.llm.http.ExchangeException.Kind;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** One request, one answer: no retries, no redirects. Whoever is interrupted while waiting closes the connection. */
public final class ChatHttp implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int THREADS = 2;

    /** A thousand times what is asked for. */
    private static final int MOST_ANSWER_BYTES = 1 << 20;

    private final HttpClient client;
    private final ExecutorService threads;
    private final URI uri;
    private final String apiKey;

    /**
     * @param baseUrl for example {@code https://api.example.com/v1}, without the path of the method
     * @param apiKey empty if the server wants none
     */
    public ChatHttp(String baseUrl, String apiKey) {
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "llm-http-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.uri = URI.create(baseUrl.replaceAll("/+$", "") + "/chat/completions");
        this.apiKey = apiKey;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .executor(threads)
                .followRedirects(HttpClient.Redirect.NEVER)
                // Servers for models on one's own machine stumble over the offer to upgrade a plain connection.
                .version("https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Sends a chat.
     *
     * @param patience for the whole exchange, the body included
     * @throws ExchangeException if there is no complete answer
     * @throws InterruptedException if nobody waits any more; the connection is closed
     */
    public HttpAnswer exchange(byte[] body, Duration patience) throws ExchangeException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        if (!apiKey.isEmpty()) {
            request.header("Authorization", "Bearer " + apiKey);
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), head -> new BoundedBody(MOST_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
            return new HttpAnswer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8), RetryAfter.of(response.headers(), Instant.now()));
        } catch (TimeoutException e) {
            throw new ExchangeException(Kind.LATE);
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            // Of an exchange that is over this does nothing, of another one it closes the connection.
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static ExchangeException failure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExchangeException known) {
                return known;
            }
            if (cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException) {
                return new ExchangeException(Kind.NOT_CONNECTED);
            }
            if (cause instanceof HttpTimeoutException) {
                return new ExchangeException(Kind.LATE);
            }
        }
        return new ExchangeException(Kind.BROKEN);
    }
}
