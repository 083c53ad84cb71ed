package circumplex.bench.classifier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The floor: the bytes of a request are posted to the model, and its answer is not read. */
final class PostRequests implements Contender {

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final String body;

    PostRequests(String baseUrl, String body) {
        this.uri = URI.create(baseUrl + "/chat/completions");
        this.body = body;
    }

    @Override
    public void score(String text) {
        try {
            int status = client.send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("the model answers " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
