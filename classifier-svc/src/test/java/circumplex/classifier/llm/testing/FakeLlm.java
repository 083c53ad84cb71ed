package circumplex.classifier.llm.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server for chat completions on a free port of loopback. Each connection has a thread; each request gets what the script says. */
public final class FakeLlm implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "fake-llm");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final List<Chat> chats = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger atWork = new AtomicInteger();
    private volatile boolean remembers = true;
    private volatile Function<Chat, Reply> script;

    private FakeLlm(ServerSocket socket, Function<Chat, Reply> script) {
        this.socket = socket;
        this.script = script;
        threads.execute(this::accept);
    }

    /** @param script what to answer; it also gets the question that finds out what the server can do */
    public static FakeLlm start(Function<Chat, Reply> script) {
        return start(0, script);
    }

    /** As {@link #start(Function)}, on a port that is known before. */
    public static FakeLlm start(int port, Function<Chat, Reply> script) {
        try {
            return new FakeLlm(new ServerSocket(port, 4096, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A completion with this text, and 100 and 20 tokens. */
    public static Reply says(String content) {
        return Reply.json(completion("fake-model", content).toString());
    }

    /** A completion, to change something in. */
    public static ObjectNode completion(String model, String content) {
        ObjectNode completion = JSON.createObjectNode().put("model", model).put("system_fingerprint", "fp_fake");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", content);
        completion.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 20);
        return completion;
    }

    /** For each post of a chat the same line of digits. */
    public static Reply rates(Chat chat, Function<String, String> digitsOfText) {
        ObjectNode lines = JSON.createObjectNode();
        for (JsonNode post : chat.isProbe() ? List.<JsonNode>of() : chat.posts()) {
            lines.put(post.path("id").asText(), digitsOfText.apply(post.path("text").asText()));
        }
        return says(chat.isProbe() ? "{\"p1\":\"" + digitsOfText.apply("") + "\"}" : lines.toString());
    }

    /** A rating of 3 everywhere, and these quotes, each a number and words. */
    public static Reply quotes(List<String> quotes) {
        ObjectNode answer = JSON.createObjectNode().put("p1", "3".repeat(19));
        ArrayNode list = answer.putArray("p1_quotes");
        quotes.forEach(list::add);
        return says(answer.toString());
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    public void script(Function<Chat, Reply> next) {
        script = next;
    }

    /** Keeps no requests: a bench makes millions. */
    public FakeLlm forgetful() {
        remembers = false;
        return this;
    }

    /** The requests so far, without those that find out what the server can do. */
    public List<Chat> chats() {
        return chats.stream().filter(chat -> !chat.isProbe()).toList();
    }

    public int requests() {
        return requests.get();
    }

    /** Requests that are neither answered nor given up by the client. */
    public int atWork() {
        return atWork.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            BufferedOutputStream out = new BufferedOutputStream(connection.getOutputStream());
            boolean goOn = true;
            while (goOn) {
                Chat chat = read(in);
                if (chat == null) {
                    return;
                }
                atWork.incrementAndGet();
                try {
                    Reply reply = script.apply(chat);
                    CountDownLatch gone = new CountDownLatch(1);
                    if (reply.waits()) {
                        // All that a client can send now is the end of the stream, when it gives up.
                        threads.execute(() -> watch(in, gone));
                    }
                    goOn = reply.send(out, gone) && !reply.waits();
                } finally {
                    atWork.decrementAndGet();
                }
            }
        } catch (IOException | InterruptedException e) {
            // The client is gone, or the server is closed.
            return;
        } finally {
            connections.remove(connection);
        }
    }

    private static void watch(InputStream in, CountDownLatch gone) {
        try {
            if (in.read() < 0) {
                gone.countDown();
            }
        } catch (IOException e) {
            gone.countDown();
        }
    }

    private @Nullable Chat read(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        String line = line(in);
        if (line == null) {
            return null;
        }
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        Chat chat = new Chat(requests.incrementAndGet(), headers, JSON.readTree(body));
        if (remembers) {
            chats.add(chat);
        }
        return chat;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
