package circumplex.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import circumplex.classifier.known.KnownScores;
import circumplex.classifier.v1.ClassifiedPost;
import circumplex.classifier.v1.ClassifierServiceGrpc;
import circumplex.classifier.v1.ClassifyPostsRequest;
import circumplex.classifier.v1.PostToClassify;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import circumplex.kit.testing.RunningService;
import circumplex.kit.testing.Scrape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A database that fails, is slow or is full costs work, not answers. Nothing is kept in memory here, except where it says so. */
class StoreTroubleTest {

    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private final String text = "Protect the wildlife " + UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void withoutAStoreEveryPostIsScoredAfresh(Engine engine) throws Exception {
        String url = engine.freshUrl();
        try (RunningService service = start(url, 0);
                Connection database = connect(engine, url)) {
            execute(database, "drop table score");
            ListAppender<ILoggingEvent> log = listen();

            for (int i = 0; i < 20; i++) {
                assertFresh(classify(service));
            }

            List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).filter(line -> line.contains("score store")).toList();
            assertThat(lines).as("one line for a burst").hasSize(1);
            assertThat(lines.get(0)).doesNotContain(text);
            Scrape scrape = Scrape.of(service);
            assertThat(scrape.sum("circumplex_score_store_failures_total", "operation=\"find\"")).isEqualTo(20);
            assertThat(scrape.sum("circumplex_score_store_failures_total", "operation=\"add\"")).isEqualTo(20);
            assertThat(scrape.sum("circumplex_score_cache_total", "result=\"miss\"")).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStoreThatTakesNoMoreIsReadAllTheSame(Engine engine) throws Exception {
        String url = engine.freshUrl();
        try (RunningService service = start(url, 0);
                Connection database = connect(engine, url)) {
            assertThat(classify(service).getCached()).isFalse();
            execute(database, "alter table score add constraint no_room check (tenant = 'nobody') " + (engine == Engine.H2 ? "nocheck" : "not valid"));

            assertThat(classify(service).getCached()).isTrue();
            ClassifiedPost made = classify(service, text + " and more", ENOUGH);
            assertThat(made.getCached()).isFalse();
            ClassifiedPost again = classify(service, text + " and more", ENOUGH);
            assertThat(again.getCached()).isFalse();
            assertThat(again.getBaseScores(0)).isEqualTo(made.getBaseScores(0));
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStoreThatHangsCostsAShareOfTheTimeOnly(Engine engine) throws Exception {
        String url = engine.freshUrl();
        try (RunningService service = start(url, 0);
                Connection database = connect(engine, url)) {
            assertFresh(classify(service));
            assertThat(classify(service).getCached()).isTrue();
            hang(engine, database);

            for (int i = 0; i < 3; i++) {
                assertFresh(classify(service, text, Duration.ofSeconds(4)));
            }

            goOn(engine, database);
            Eventually.holds("the store is read again", () -> classify(service).getCached());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatIsInMemoryNeedsNoStore(Engine engine) throws Exception {
        String url = engine.freshUrl();
        try (RunningService service = start(url, 10);
                Connection database = connect(engine, url)) {
            ClassifiedPost made = classify(service);
            execute(database, "drop table score");

            assertThat(classify(service)).isEqualTo(made.toBuilder().setCached(true).build());
        }
    }

    @Test
    void scoresThatCostNothingAreMadeWithoutTheStore() throws Exception {
        String url = Engine.H2.freshUrl();
        try (RunningService service = RunningService.start(
                        "classifier-svc", Map.of("datasources.default.url", url, "circumplex.metrics.port", 0));
                Connection database = connect(Engine.H2, url)) {
            execute(database, "drop table score");

            assertFresh(classify(service));
            assertThat(classify(service).getCached()).as("in memory").isTrue();
            assertThat(Scrape.of(service).sum("circumplex_score_store_failures_total", "operation")).isZero();
        }
    }

    private static void assertFresh(ClassifiedPost post) {
        assertThat(post.getBaseScoresList()).hasSize(1);
        assertThat(post.getCached()).isFalse();
    }

    private ClassifiedPost classify(RunningService service) {
        return classify(service, text, ENOUGH);
    }

    private static ClassifiedPost classify(RunningService service, String text, Duration deadline) {
        return ClassifierServiceGrpc.newBlockingStub(service.channel())
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .classifyPosts(ClassifyPostsRequest.newBuilder()
                        .addPosts(PostToClassify.newBuilder().setPostId("a").setText(text))
                        .build())
                .getPosts(0);
    }

    private static RunningService start(String url, int remembered) {
        return RunningService.start(
                "classifier-svc",
                Map.of(
                        "datasources.default.url", url,
                        "circumplex.classifier.remembered-posts", remembered,
                        "circumplex.classifier.store-quick-scores", true,
                        "circumplex.metrics.port", 0));
    }

    /** Makes every statement of others wait. */
    private static void hang(Engine engine, Connection database) throws SQLException {
        if (engine == Engine.H2) {
            execute(database, "set exclusive 1");
        } else {
            database.setAutoCommit(false);
            execute(database, "lock table score in access exclusive mode");
        }
    }

    private static void goOn(Engine engine, Connection database) throws SQLException {
        if (engine == Engine.H2) {
            execute(database, "set exclusive 0");
        } else {
            database.commit();
        }
    }

    private static Connection connect(Engine engine, String url) throws SQLException {
        return engine == Engine.H2 ? DriverManager.getConnection(url, "sa", "") : DriverManager.getConnection(url);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(KnownScores.class)).addAppender(appender);
        return appender;
    }
}
