package circumplex.bench.rival;

import circumplex.bench.load.ScoredFeed;
import circumplex.bench.rival.Rival.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Measures rankers on the same feeds. The first is the floor, which ranks nothing and is not judged. */
public final class Rivalry {

    private static final int THROUGHPUT_ROUNDS = 2;

    private final List<ScoredFeed> feeds;
    private final List<Rival> rivals;

    public Rivalry(List<ScoredFeed> feeds, List<? extends Rival> rivals) {
        this.feeds = List.copyOf(feeds);
        this.rivals = List.copyOf(rivals);
    }

    /**
     * What was found about one ranker.
     *
     * @param times of one caller, in nanoseconds
     * @param callsPerSecond of several callers
     * @param judged whether it ranks anything
     * @param broken feeds whose order is not the exact one
     */
    public record Result(String name, Histogram times, double callsPerSecond, boolean judged, int broken) {

        public double millis(double percentile) {
            return times.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /** The size of the first answer. */
    public static int answerBytes(Rival rival) {
        try (Connection connection = rival.connect()) {
            return connection.call(0);
        }
    }

    /** Times of the first two by themselves, in turn: nobody else's call is between them. */
    public List<Histogram> firstTwo(int calls) {
        return times(rivals.subList(0, 2), calls);
    }

    public List<Result> run(int calls, int callers, Duration duration) {
        int[] broken = rivals.stream().mapToInt(this::broken).toArray();
        List<Histogram> times = times(rivals, calls);
        double[] rates = new double[rivals.size()];
        for (int round = 0; round < THROUGHPUT_ROUNDS; round++) {
            for (int r = 0; r < rates.length; r++) {
                rates[r] = Math.max(rates[r], callsPerSecond(rivals.get(r), callers, duration));
            }
        }
        List<Result> results = new ArrayList<>();
        for (int r = 0; r < rates.length; r++) {
            results.add(new Result(rivals.get(r).name(), times.get(r), rates[r], r > 0, broken[r]));
        }
        return results;
    }

    private int broken(Rival rival) {
        if (rival == rivals.get(0)) {
            return 0;
        }
        int broken = 0;
        try (Connection connection = rival.connect()) {
            for (int feed = 0; feed < feeds.size(); feed++) {
                broken += connection.order(feed).equals(feeds.get(feed).exactOrder()) ? 0 : 1;
            }
        }
        return broken;
    }

    private List<Histogram> times(List<Rival> some, int calls) {
        List<Histogram> times = some.stream().map(rival -> new Histogram(TimeUnit.SECONDS.toNanos(20), 3)).toList();
        List<Connection> connections = some.stream().map(Rival::connect).toList();
        for (int i = -calls / 2; i < calls; i++) {
            for (int each = 0; each < some.size(); each++) {
                // Nobody is always the one after the others.
                int r = Math.floorMod(i + each, some.size());
                long start = System.nanoTime();
                connections.get(r).call(Math.floorMod(i, feeds.size()));
                long nanos = System.nanoTime() - start;
                if (i >= 0) {
                    times.get(r).recordValue(nanos);
                }
            }
        }
        connections.forEach(Connection::close);
        return times;
    }

    private double callsPerSecond(Rival rival, int callers, Duration duration) {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long start = System.nanoTime();
            long end = start + duration.toNanos();
            List<Future<Integer>> counts = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller;
                counts.add(threads.submit(() -> callUntil(end, rival, first, callers)));
            }
            int all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            return all / ((System.nanoTime() - start) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(rival.name() + " fails", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** One caller, with feeds that no other caller has; it calls at least once. */
    private int callUntil(long end, Rival rival, int caller, int callers) {
        int count = 0;
        try (Connection connection = rival.connect()) {
            do {
                int feed = (caller + count * callers) % (feeds.size() - feeds.size() % callers);
                connection.call(feed);
                count++;
            } while (System.nanoTime() - end < 0);
        }
        return count;
    }
}
