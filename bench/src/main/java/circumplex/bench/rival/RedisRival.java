package circumplex.bench.rival;

import circumplex.bench.load.ScoredFeed;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Redis with one sorted set per value and {@code ZUNION … WEIGHTS}. Weights are negated, because the command answers the lowest first;
 * members are numbered in engagement order with leading zeros, because equal scores are answered in the order of the members. So Redis
 * could keep the tie rule, were its sums exact.
 */
public final class RedisRival implements Rival {

    /** Where the scores are when the call comes. */
    public enum Scores {
        /** In Redis already: every post was scored, alike for everybody. */
        STORED,
        /** In the call, as they are for ranker-svc: they are one person's. */
        SENT
    }

    private static final int START_TRIES = 500;
    private static final long TRY_NANOS = 10_000_000;

    private final Child server;
    private final int port;
    private final Scores scores;
    private final List<byte[]> calls = new ArrayList<>();

    /** The answers of a call, of which the last is the order. */
    private final int replies;

    private RedisRival(Child server, int port, Scores scores, List<ScoredFeed> feeds) {
        this.server = server;
        this.port = port;
        this.scores = scores;
        int values = feeds.get(0).values();
        this.replies = scores == Scores.STORED ? 1 : 2 * values + 1;
        for (int feed = 0; feed < feeds.size(); feed++) {
            calls.add(scores == Scores.STORED ? union(feeds.get(feed), feed) : replaceAndUnion(feeds.get(feed), feed));
        }
    }

    /** Starts a Redis without persistence for these feeds alone. */
    public static RedisRival start(Path program, int port, Scores scores, List<ScoredFeed> feeds) {
        Child server = Child.start(
                List.of(
                        program.toString(), "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
                        "--daemonize", "no", "--logfile", "/dev/null"),
                Map.of());
        try {
            RedisRival rival = new RedisRival(server, port, scores, feeds);
            rival.load(feeds);
            return rival;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return switch (scores) {
            case STORED -> "Redis ZUNION WEIGHTS, scores stored before";
            case SENT -> "Redis ZUNION WEIGHTS, scores sent with the call";
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

    private void load(List<ScoredFeed> feeds) {
        try (Wire wire = awaitServer()) {
            for (int feed = 0; feed < feeds.size(); feed++) {
                for (int value = 0; value < feeds.get(feed).values(); value++) {
                    wire.send(add(feeds.get(feed), value, key(feed, value)));
                    reply(wire);
                }
            }
        }
    }

    private Wire awaitServer() {
        for (int tries = 0; ; tries++) {
            try {
                return new Wire(port);
            } catch (UncheckedIOException e) {
                if (tries == START_TRIES || !server.alive()) {
                    throw e;
                }
                LockSupport.parkNanos(TRY_NANOS);
            }
        }
    }

    private static byte[] add(ScoredFeed feed, int value, String key) {
        List<String> words = new ArrayList<>(List.of("ZADD", key));
        for (int post = 0; post < feed.posts(); post++) {
            words.add(decimal(feed.score(post, value)));
            words.add(member(post));
        }
        return command(words);
    }

    private static byte[] union(ScoredFeed feed, int number) {
        List<String> words = new ArrayList<>(List.of("ZUNION", Integer.toString(feed.values())));
        for (int value = 0; value < feed.values(); value++) {
            words.add(key(number, value));
        }
        words.add("WEIGHTS");
        for (int value = 0; value < feed.values(); value++) {
            words.add(decimal(-feed.weight(value)));
        }
        return command(words);
    }

    /** One write of all commands: they are answered in order, and the caller waits once. */
    private static byte[] replaceAndUnion(ScoredFeed feed, int number) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int value = 0; value < feed.values(); value++) {
            all.writeBytes(command(List.of("DEL", key(number, value))));
            all.writeBytes(add(feed, value, key(number, value)));
        }
        all.writeBytes(union(feed, number));
        return all.toByteArray();
    }

    /** Of one feed and value. Callers at the same time ask for different feeds. */
    private static String key(int feed, int value) {
        return "f" + feed + "v" + value;
    }

    private static String decimal(int thousandths) {
        return String.format(Locale.ROOT, "%s%d.%03d", thousandths < 0 ? "-" : "", Math.abs(thousandths) / 1000, Math.abs(thousandths) % 1000);
    }

    private static String member(int post) {
        return String.format(Locale.ROOT, "%05d", post);
    }

    private static byte[] command(List<String> words) {
        StringBuilder command = new StringBuilder("*").append(words.size()).append("\r\n");
        words.forEach(word -> command.append('$').append(word.length()).append("\r\n").append(word).append("\r\n"));
        return Wire.ascii(command.toString());
    }

    /** One reply: the members of a list, or nothing for a number. */
    private static List<Integer> reply(Wire wire) {
        String head = wire.line();
        if (head.startsWith(":")) {
            return List.of();
        }
        if (!head.startsWith("*")) {
            throw new IllegalStateException("Redis says " + head);
        }
        int count = Integer.parseInt(head.substring(1));
        List<Integer> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            wire.line();
            members.add(Integer.valueOf(wire.line()));
        }
        return members;
    }

    private final class Caller implements Connection {

        private final Wire wire;

        Caller(Wire wire) {
            this.wire = wire;
        }

        @Override
        public int call(int feed) {
            return order(feed).size();
        }

        @Override
        public List<Integer> order(int feed) {
            wire.send(calls.get(feed));
            for (int i = 1; i < replies; i++) {
                reply(wire);
            }
            return reply(wire);
        }

        @Override
        public void close() {
            wire.close();
        }
    }
}
