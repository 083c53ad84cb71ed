package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.classifier.v1.ClassifyPostsResponse;
import circumplex.classifier.v1.UnscoredReason;
import circumplex.gateway.profile.Profile;
import circumplex.gateway.testing.Answer;
import circumplex.gateway.testing.FakeServer;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.testing.FaultyPort;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.RankedFeedPost;
import circumplex.gateway.v1.UpdateProfileRequest;
import circumplex.gateway.v1.WeightSource;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.Scrape;
import circumplex.personalizer.v1.PersonalizeScoresResponse;
import circumplex.ranker.v1.RankPostsResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a feed is answered with when something is missing. The feed: four posts, the third without text, by one person whose profile
 * weighs one value. All is well means the order a d c b; by base scores it is b d c a, by engagement a b c d. The table stands in the
 * README of the module too.
 */
final class DegradationTableTest {

    private static final Answer WHOLE = new Answer("a d c b", 1, List.of(), "a opposite/1 fake/1");

    /** So long that a service that is late is late, and a slow machine is not. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Ends the faults that find posts of an earlier feed. */
    private static final String KNOWN = ", posts known";

    private static final AtomicInteger FEEDS = new AtomicInteger();

    private static FakeServices services;
    private static FaultyPort database;

    @BeforeAll
    static void start() {
        Matcher url = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)(/.*)").matcher(Engine.POSTGRES.freshUrl());
        assertThat(url.matches()).as("the URL of PostgreSQL names host and port").isTrue();
        database = new FaultyPort(url.group(1), Integer.parseInt(url.group(2)));
        services = FakeServices.start(Map.of(
                "datasources.default.url", "jdbc:postgresql://127.0.0.1:" + database.port() + url.group(3),
                "circumplex.metrics.port", 0,
                "circumplex.gateway.remembered-scores-mebibytes", 1));
        services.profiles()
                .updateProfile(UpdateProfileRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setUserId("anna")
                        .putWeights("hedonism", 1)
                        .setEtag(Profile.NEW)
                        .build());
    }

    @AfterAll
    static void stop() {
        database.set(FaultyPort.Fault.NONE);
        services.close();
        database.close();
    }

    @BeforeEach
    void heal() {
        services.reset();
        database.set(FaultyPort.Fault.NONE);
        Eventually.holds("the feed is whole", () -> Answer.of(rank()).equals(WHOLE));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                            | a d c b | 1   | -                                          | a opposite/1 fake/1
            classifier slow, but in time       | a d c b | 1   | -                                          | a opposite/1 fake/1
            classifier late                    | a b c d | 0   | CLASSIFY DEADLINE 3                        | - - fake/1
            classifier down                    | a b c d | 0   | CLASSIFY UNAVAILABLE 3                     | - - fake/1
            classifier resets calls            | a b c d | 0   | CLASSIFY UNAVAILABLE 3                     | - - fake/1
            classifier blackholed              | a b c d | 0   | CLASSIFY DEADLINE 3                        | - - fake/1
            classifier answers nonsense        | a b c d | 0   | CLASSIFY FAILED 3                          | - - fake/1
            scorer goes on with b              | a b c d | 2/3 | CLASSIFY PENDING 1                         | a opposite/1 fake/1
            scorer too busy for b              | a b c d | 2/3 | CLASSIFY UNAVAILABLE 1                     | a opposite/1 fake/1
            scorer fails on b                  | a b c d | 2/3 | CLASSIFY FAILED 1                          | a opposite/1 fake/1
            budget spent, a scorer stands in   | a d c b | 2/3 | CLASSIFY BUDGET_SPENT 1                    | a opposite/1 fake/1
            classifier down, posts known | a d c b | 1 | CLASSIFY UNAVAILABLE 3, CLASSIFY REMEMBERED_SCORES 3 | a opposite/1 fake/1
            classifier late, posts known | a d c b | 1 | CLASSIFY DEADLINE 3, CLASSIFY REMEMBERED_SCORES 3 | a opposite/1 fake/1
            classifier answers nonsense, posts known | a d c b | 1 | CLASSIFY FAILED 3, CLASSIFY REMEMBERED_SCORES 3 | a opposite/1 fake/1
            scorer goes on with b, posts known | a d c b | 1 | CLASSIFY PENDING 1, CLASSIFY REMEMBERED_SCORES 1 | a opposite/1 fake/1
            all three down, posts known | a b c d | 0 | CLASSIFY UNAVAILABLE 3, CLASSIFY REMEMBERED_SCORES 3, PERSONALIZE UNAVAILABLE 3, RANK UNAVAILABLE 4 | a - -
            personalizer slow, but in time     | a d c b | 1   | -                                          | a opposite/1 fake/1
            personalizer late                  | b d c a | 0   | PERSONALIZE DEADLINE 3                     | a - fake/1
            personalizer down                  | b d c a | 0   | PERSONALIZE UNAVAILABLE 3                  | a - fake/1
            personalizer resets calls          | b d c a | 0   | PERSONALIZE UNAVAILABLE 3                  | a - fake/1
            personalizer blackholed            | b d c a | 0   | PERSONALIZE DEADLINE 3                     | a - fake/1
            personalizer answers nonsense      | b d c a | 0   | PERSONALIZE FAILED 3                       | a - fake/1
            ranker slow, but in time           | a d c b | 1   | -                                          | a opposite/1 fake/1
            ranker late                        | a b c d | 1   | RANK DEADLINE 4                            | a opposite/1 -
            ranker down                        | a b c d | 1   | RANK UNAVAILABLE 4                         | a opposite/1 -
            ranker resets calls                | a b c d | 1   | RANK UNAVAILABLE 4                         | a opposite/1 -
            ranker blackholed                  | a b c d | 1   | RANK DEADLINE 4                            | a opposite/1 -
            ranker answers nonsense            | a b c d | 1   | RANK FAILED 4                              | a opposite/1 -
            all three late                     | a b c d | 0   | CLASSIFY DEADLINE 3, RANK DEADLINE 4       | - - -
            all three down                     | a b c d | 0   | CLASSIFY UNAVAILABLE 3, RANK UNAVAILABLE 4 | - - -
            all three reset calls              | a b c d | 0   | CLASSIFY UNAVAILABLE 3, RANK UNAVAILABLE 4 | - - -
            all three blackholed               | a b c d | 0   | CLASSIFY DEADLINE 3, RANK DEADLINE 4       | - - -
            database of profiles down          | a b c d | 1   | CHOOSE_WEIGHTS UNAVAILABLE 4               | a opposite/1 fake/1
            database of profiles blackholed    | a b c d | 1   | CHOOSE_WEIGHTS UNAVAILABLE 4               | a opposite/1 fake/1
            """)
    void theAnswerSaysWhatHappened(String fault, String order, String coverage, String says, String models) {
        String words = fresh();
        if (fault.endsWith(KNOWN)) {
            rank(words);
        }
        plant(fault.replace(KNOWN, ""));

        RankFeedResponse answer = rank(words);

        assertThat(Answer.of(answer)).isEqualTo(expected(order, coverage, says, models));
        assertThat(answer.getRankedCount()).isEqualTo(4);
        assertThat(answer.getRankedList().stream().filter(RankedFeedPost::getPending).map(RankedFeedPost::getPostId))
                .containsExactlyElementsOf(says.contains("PENDING") ? List.of("b") : List.of());
        assertThat(answer.getWeightSource())
                .isEqualTo(says.contains("WEIGHTS") ? WeightSource.WEIGHT_SOURCE_NONE : WeightSource.WEIGHT_SOURCE_PROFILE);
        for (String degradation : says.equals("-") ? new String[0] : says.split(", ", -1)) {
            List<String> said = List.of(degradation.split(" ", -1));
            assertThat(Scrape.of(services.gateway)
                            .sum(
                                    "circumplex_feed_degradations_total",
                                    "stage=\"" + said.get(0) + "\"",
                                    "reason=\"" + said.get(1) + "\""))
                    .as("counted")
                    .isPositive();
        }
        assertThat(readme()).contains("| " + String.join(" | ", fault, order, coverage, says, models) + " |");
        heal();
    }

    private static void plant(String fault) {
        for (FakeServer server : servers()) {
            String name = List.of("classifier", "personalizer", "ranker").get(servers().indexOf(server));
            if (fault.startsWith(name) || fault.startsWith("all three")) {
                knob(fault.replaceFirst(name + " |all three ", "")).accept(server);
            }
        }
        if (fault.startsWith("database")) {
            database.set(fault.endsWith("down") ? FaultyPort.Fault.DOWN : FaultyPort.Fault.BLACKHOLE);
        }
        if (fault.startsWith("budget")) {
            services.classifier.twistPost(1, post -> post.setFallbackReason(UnscoredReason.UNSCORED_REASON_BUDGET_SPENT));
        }
        if (fault.startsWith("scorer")) {
            boolean goesOn = fault.contains("goes on");
            UnscoredReason reason = goesOn
                    ? UnscoredReason.UNSCORED_REASON_NOT_IN_TIME
                    : fault.contains("busy") ? UnscoredReason.UNSCORED_REASON_SCORER_BUSY : UnscoredReason.UNSCORED_REASON_SCORER_FAILED;
            services.classifier.twistPost(
                    1, post -> post.clearBaseScores().setUnscoredReason(reason).setPending(goesOn));
        }
    }

    private static Consumer<FakeServer> knob(String fault) {
        return switch (fault) {
            case "slow, but in time" -> server -> server.slow(PATIENCE.dividedBy(10));
            case "late" -> FakeServer::hang;
            case "down" -> FakeServer::stop;
            case "resets calls", "reset calls" -> server -> server.network.set(FaultyPort.Fault.RESET);
            case "blackholed" -> server -> server.network.set(FaultyPort.Fault.BLACKHOLE);
            case "answers nonsense" -> server -> {
                services.classifier.twist = server == services.classifier.server
                        ? answer -> ClassifyPostsResponse.getDefaultInstance()
                        : services.classifier.twist;
                services.personalizer.twist = server == services.personalizer.server
                        ? answer -> PersonalizeScoresResponse.getDefaultInstance()
                        : services.personalizer.twist;
                services.ranker.twist = server == services.ranker.server
                        ? answer -> RankPostsResponse.getDefaultInstance()
                        : services.ranker.twist;
            };
            default -> throw new AssertionError("no such fault: " + fault);
        };
    }

    private static Answer expected(String order, String coverage, String says, String models) {
        double share = coverage.equals("2/3") ? 2 / 3.0 : Double.parseDouble(coverage);
        return new Answer(order, share, says.equals("-") ? List.of() : List.of(says.split(", ", -1)), models);
    }

    /** Of posts that nobody has sent before. */
    private static RankFeedResponse rank() {
        return rank(fresh());
    }

    private static String fresh() {
        return " no." + FEEDS.incrementAndGet();
    }

    private static RankFeedResponse rank(String words) {
        return services.feeds()
                .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .rankFeed(RankFeedRequest.newBuilder()
                        .setUserId("anna")
                        .addPosts(post("a", "hedonism=1" + words))
                        .addPosts(post("b", "hedonism=5" + words))
                        .addPosts(post("c", "  "))
                        .addPosts(post("d", "hedonism=3" + words))
                        .build());
    }

    private static List<FakeServer> servers() {
        return List.of(services.classifier.server, services.personalizer.server, services.ranker.server);
    }

    private static String readme() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
