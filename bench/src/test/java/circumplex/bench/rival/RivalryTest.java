package circumplex.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.load.ScoredFeed;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A ranker that keeps ties in another order is told from one that is exact, on the same feeds. */
class RivalryTest {

    private static final int FEEDS = 20;

    private final List<ScoredFeed> feeds = feeds(new SplittableRandom(5));

    @Test
    void wrongOrdersAreCountedByFeed() {
        List<Rivalry.Result> results = new Rivalry(
                        feeds,
                        List.of(
                                rival("floor", feed -> List.of()),
                                rival("exact", feed -> feeds.get(feed).exactOrder()),
                                rival("doubles", feed -> byDoubles(feeds.get(feed)))))
                .run(40, 2, Duration.ofMillis(20));

        assertThat(results).extracting(Rivalry.Result::name).containsExactly("floor", "exact", "doubles");
        assertThat(results).extracting(Rivalry.Result::judged).containsExactly(false, true, true);
        assertThat(results.get(1).broken()).isZero();
        assertThat(results.get(2).broken()).isBetween(FEEDS / 2, FEEDS);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.times().getTotalCount()).isEqualTo(40);
            assertThat(result.callsPerSecond()).isPositive();
        });
    }

    @Test
    void theFirstTwoAreTimedByThemselves() {
        List<Rival> three = List.of(
                rival("floor", feed -> List.of()),
                rival("exact", feed -> feeds.get(feed).exactOrder()),
                rival("absent", feed -> {
                    throw new IllegalStateException("called");
                }));

        assertThat(new Rivalry(feeds, three).firstTwo(10)).hasSize(2).allMatch(times -> times.getTotalCount() == 10);
    }

    @Test
    void theJudgeSortsByScoreThenByEngagement() {
        ScoredFeed feed = feeds.get(0);
        List<Integer> order = feed.exactOrder();
        for (int place = 1; place < order.size(); place++) {
            long before = sum(feed, order.get(place - 1));
            long here = sum(feed, order.get(place));
            assertThat(before > here || (before == here && order.get(place - 1) < order.get(place))).as("place %d", place).isTrue();
        }
    }

    @Test
    void whatIsMissingIsSaidWithTheWayToGetIt() {
        assertThat(Programs.missing("Redis", "redis-server")).contains("Redis is not installed", "apt-get install redis-server");
    }

    private static List<ScoredFeed> feeds(SplittableRandom random) {
        return IntStream.range(0, FEEDS).mapToObj(i -> ScoredFeed.withTies(200, random)).toList();
    }

    private static long sum(ScoredFeed feed, int post) {
        return IntStream.range(0, feed.values()).mapToLong(value -> (long) feed.weight(value) * feed.score(post, value)).sum();
    }

    private static List<Integer> byDoubles(ScoredFeed feed) {
        double[] sums = IntStream.range(0, feed.posts())
                .mapToDouble(post -> IntStream.range(0, feed.values())
                        .mapToDouble(value -> feed.weight(value) / 1000.0 * (feed.score(post, value) / 1000.0))
                        .reduce(0, Double::sum))
                .toArray();
        return IntStream.range(0, sums.length).boxed().sorted((a, b) -> Double.compare(sums[b], sums[a])).toList();
    }

    private static Rival rival(String name, IntFunction<List<Integer>> order) {
        return new Rival() {

            @Override
            public String name() {
                return name;
            }

            @Override
            public Connection connect() {
                return new Connection() {

                    @Override
                    public int call(int feed) {
                        return order(feed).size();
                    }

                    @Override
                    public List<Integer> order(int feed) {
                        return order.apply(feed);
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void close() {}
        };
    }
}
