package circumplex.bench.rival;

import circumplex.bench.load.ScoredFeed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A Python service with NumPy, over HTTP: {@code ranker.py} beside this class. */
public final class PythonRival implements Rival {

    /** How a call carries its numbers. */
    public enum Format {
        PACKED,
        JSON
    }

    private static final String LENGTH = "content-length:";

    private final Child server;
    private final int port;
    private final Format format;
    private final List<byte[]> calls;

    private PythonRival(Child server, Format format, List<ScoredFeed> feeds) {
        this.server = server;
        this.port = Integer.parseInt(server.line());
        this.format = format;
        this.calls = feeds.stream().map(feed -> post(format == Format.PACKED ? packed(feed) : json(feed))).toList();
    }

    public static PythonRival start(Path python, Format format, List<ScoredFeed> feeds) {
        Child server = Child.start(List.of(python.toString(), "-c", Script.beside(PythonRival.class, "ranker.py")), Map.of("OPENBLAS_NUM_THREADS", "1"));
        try {
            return new PythonRival(server, format, feeds);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return switch (format) {
            case PACKED -> "Python, NumPy, HTTP with packed numbers";
            case JSON -> "Python, NumPy, HTTP with JSON";
        };
    }

    @Override
    public Connection connect() {
        return new Caller(new Wire(port));
    }

    @Override
    public void close() {
        server.close();
    }

    private byte[] post(byte[] body) {
        String path = format == Format.PACKED ? "/packed" : "/json";
        ByteArrayOutputStream call = new ByteArrayOutputStream();
        call.writeBytes(Wire.ascii("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + body.length + "\r\n\r\n"));
        call.writeBytes(body);
        return call.toByteArray();
    }

    private static byte[] packed(ScoredFeed feed) {
        ByteBuffer body = ByteBuffer.allocate(Integer.BYTES + Double.BYTES * feed.values() + Float.BYTES * feed.values() * feed.posts())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(feed.values());
        for (int value = 0; value < feed.values(); value++) {
            body.putDouble(feed.weight(value) / 1000.0);
        }
        for (int post = 0; post < feed.posts(); post++) {
            for (int value = 0; value < feed.values(); value++) {
                body.putFloat(feed.score(post, value) / 1000f);
            }
        }
        return body.array();
    }

    private static byte[] json(ScoredFeed feed) {
        List<String> weights = new ArrayList<>();
        for (int value = 0; value < feed.values(); value++) {
            weights.add(number(feed.weight(value)));
        }
        List<String> rows = new ArrayList<>();
        for (int post = 0; post < feed.posts(); post++) {
            List<String> row = new ArrayList<>();
            for (int value = 0; value < feed.values(); value++) {
                row.add(number(feed.score(post, value)));
            }
            rows.add("[" + String.join(",", row) + "]");
        }
        return Wire.ascii("{\"weights\":[" + String.join(",", weights) + "],\"scores\":[" + String.join(",", rows) + "]}");
    }

    private static String number(int thousandths) {
        return Double.toString(thousandths / 1000.0);
    }

    private final class Caller implements Connection {

        private final Wire wire;

        Caller(Wire wire) {
            this.wire = wire;
        }

        @Override
        public int call(int feed) {
            return answer(feed).length;
        }

        @Override
        public List<Integer> order(int feed) {
            byte[] answer = answer(feed);
            if (format == Format.JSON) {
                String list = new String(answer, StandardCharsets.US_ASCII);
                return Stream.of(list.substring(1, list.length() - 1).split(",")).map(String::strip).map(Integer::valueOf).toList();
            }
            ByteBuffer packed = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
            return Stream.generate(packed::getInt).limit(answer.length / Integer.BYTES).toList();
        }

        private byte[] answer(int feed) {
            wire.send(calls.get(feed));
            String status = wire.line();
            if (!status.contains(" 200 ")) {
                throw new IllegalStateException("Python says " + status);
            }
            int length = 0;
            for (String header = wire.line(); !header.isEmpty(); header = wire.line()) {
                if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                    length = Integer.parseInt(header.substring(LENGTH.length()).strip());
                }
            }
            return wire.bytes(length);
        }

        @Override
        public void close() {
            wire.close();
        }
    }
}
