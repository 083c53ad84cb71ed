package circumplex.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.bench.load.ScoredFeed;
import circumplex.bench.process.Ports;
import circumplex.cli.services.LocalServices;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every ranker that is compared answers with a whole order of the feed that it was asked for. Where one is not installed, that is said. */
class RivalsTest {

    private static final int POSTS = 12;

    private final List<ScoredFeed> feeds = feeds();

    @Test
    void theRankerAnswersWithTheExactOrder() {
        try (LocalServices services = LocalServices.forgetful();
                GrpcRival rival = new GrpcRival("ranker-svc", services.startRanker(), feeds, () -> {});
                Rival.Connection connection = rival.connect()) {
            for (int feed = 0; feed < feeds.size(); feed++) {
                assertThat(connection.order(feed)).isEqualTo(feeds.get(feed).exactOrder());
            }
            assertThat(connection.call(0)).isGreaterThan(POSTS);
            assertThat(rival.requestBytes()).isGreaterThan(POSTS);
        }
    }

    @Test
    void redisAnswersWithAnOrder() {
        Optional<Path> redis = Programs.redisServer();
        if (redis.isEmpty()) {
            System.out.println(Programs.missing("Redis", "redis-server"));
        }
        for (RedisRival.Scores scores : RedisRival.Scores.values()) {
            redis.ifPresent(program -> check(RedisRival.start(program, Ports.free(), scores, feeds)));
        }
    }

    @Test
    void pythonAnswersWithAnOrder() {
        Optional<Path> python = Programs.pythonWithNumpy();
        if (python.isEmpty()) {
            System.out.println(Programs.missing("Python with NumPy", "python3-numpy"));
        }
        for (PythonRival.Format format : PythonRival.Format.values()) {
            python.ifPresent(program -> check(PythonRival.start(program, format, feeds)));
        }
    }

    /** Whole, and the first post has the best score: floats may put ties the other way round and nothing else. */
    private void check(Rival started) {
        try (Rival rival = started;
                Rival.Connection connection = rival.connect()) {
            for (int feed = 0; feed < feeds.size(); feed++) {
                List<Integer> exact = feeds.get(feed).exactOrder();
                List<Integer> order = connection.order(feed);
                assertThat(order).as(rival.name()).containsExactlyInAnyOrderElementsOf(exact);
                assertThat(sum(feed, order.get(0))).as(rival.name()).isEqualTo(sum(feed, exact.get(0)));
            }
            assertThat(connection.call(1)).as(rival.name()).isPositive();
        }
    }

    private long sum(int number, int post) {
        ScoredFeed feed = feeds.get(number);
        long sum = 0;
        for (int value = 0; value < feed.values(); value++) {
            sum += (long) feed.weight(value) * feed.score(post, value);
        }
        return sum;
    }

    private static List<ScoredFeed> feeds() {
        SplittableRandom random = new SplittableRandom(7);
        return Stream.generate(() -> ScoredFeed.withTies(POSTS, random)).limit(3).toList();
    }
}
