package circumplex.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.kit.testing.Engine;
import circumplex.kit.testing.Eventually;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.grpc.Context;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever writes is alone, whoever reads does not wait, and the turn comes back whatever happens. */
class OneWriterTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(6);
    private final ScheduledDeadlines deadlines = new ScheduledDeadlines();
    private final DataSource source = new OneWriterDataSource(h2(), new WriterTurn());

    /** Deadlines of calls need a timer. */
    private static final class ScheduledDeadlines implements AutoCloseable {
        private final java.util.concurrent.ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

        void run(long millis, Runnable work) {
            Context.current().withDeadlineAfter(millis, TimeUnit.MILLISECONDS, timer).run(work);
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }

    private static DataSource h2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(Engine.H2.freshUrl());
        return h2;
    }

    @BeforeEach
    void table() throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("create table note (id int primary key)");
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        deadlines.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void onlyOneTransactionWritesAtATimeAndTheTurnComesBack(long seed) throws SQLException {
        AtomicInteger writing = new AtomicInteger();
        AtomicInteger ids = new AtomicInteger();
        AtomicInteger kept = new AtomicInteger();
        List<CompletableFuture<Void>> all = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    Random random = new Random(seed * 31 + i);
                    for (int n = 0; n < 60; n++) {
                        kept.addAndGet(write(random.nextInt(4), ids.incrementAndGet(), writing));
                    }
                }, threads))
                .toList();
        all.forEach(CompletableFuture::join);
        assertThat(writing).hasValue(0);
        assertThat(count()).isEqualTo(kept.get());
        // Free: a write that may not wait gets through.
        deadlines.run(20_000, () -> assertThat(write(0, ids.incrementAndGet(), writing)).isEqualTo(1));
    }

    /** @return how many rows stay */
    private int write(int way, int id, AtomicInteger writing) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(way == 3);
            try (Statement statement = connection.createStatement()) {
                if (way < 3) {
                    assertThat(writing.incrementAndGet()).isEqualTo(1);
                }
                statement.executeUpdate("insert into note values (" + id + ")");
                if (way < 3) {
                    writing.decrementAndGet();
                }
            }
            switch (way) {
                case 0 -> connection.commit();
                case 1 -> connection.rollback();
                default -> connection.setAutoCommit(true);
            }
            return way == 1 ? 0 : 1;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readersDoNotWaitForAWriter() throws Exception {
        try (Connection writer = source.getConnection()) {
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                statement.executeUpdate("insert into note values (1)");
            }
            assertThat(CompletableFuture.supplyAsync(this::count, threads).get(60, TimeUnit.SECONDS)).isZero();
            assertThat(CompletableFuture.supplyAsync(this::countInTransaction, threads).get(60, TimeUnit.SECONDS)).isZero();
            writer.commit();
        }
        assertThat(count()).isEqualTo(1);
    }

    /** A pool has few connections, and those who wait for their turn must not have them. */
    @ParameterizedTest(name = "transactions {0}")
    @ValueSource(booleans = {true, false})
    void readersFindAConnectionHoweverManyWritersWait(boolean transactions) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setDataSource(h2());
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(5_000);
        List<Thread> writers = new ArrayList<>();
        AtomicInteger written = new AtomicInteger();
        try (HikariDataSource pool = new HikariDataSource(config)) {
            DataSource pooled = new OneWriterDataSource(pool, new WriterTurn());
            try (Connection writer = pooled.getConnection(); Statement statement = writer.createStatement()) {
                statement.execute("create table note (id int primary key)");
                writer.setAutoCommit(false);
                writer.createStatement().close();
                for (int i = 0; i < 11; i++) {
                    int id = i;
                    writers.add(new Thread(() -> written.addAndGet(insert(pooled, id, transactions))));
                }
                writers.forEach(Thread::start);
                Eventually.holds("all writers wait", () -> writers.stream().allMatch(OneWriterTest::waits));

                try (Connection reader = pooled.getConnection()) {
                    assertThat(count(reader)).isZero();
                }
                assertThat(written).hasValue(0);
                writer.rollback();
            }
            for (Thread thread : writers) {
                thread.join();
            }
            try (Connection reader = pooled.getConnection()) {
                assertThat(count(reader)).isEqualTo(11);
            }
        }
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING;
    }

    private static int insert(DataSource source, int id, boolean transaction) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(!transaction);
            try (PreparedStatement insert = connection.prepareStatement("insert into note values (?)")) {
                insert.setInt(1, id);
                insert.executeUpdate();
            }
            if (transaction) {
                connection.commit();
            }
            return 1;
        } catch (SQLException e) {
            return 0;
        }
    }

    @Test
    void aWriterWhoseClientIsGoneWaitsNoLonger() throws Exception {
        try (Connection writer = source.getConnection(); Context.CancellableContext call = Context.current().withCancellation()) {
            writer.setAutoCommit(false);
            writer.createStatement().close();
            Thread[] waiting = new Thread[1];
            CompletableFuture<Integer> late = CompletableFuture.supplyAsync(() -> {
                waiting[0] = Thread.currentThread();
                int[] rows = new int[1];
                call.run(() -> rows[0] = insert(source, 2, true));
                return rows[0];
            }, threads);
            Eventually.holds("it waits", () -> waiting[0] != null && waits(waiting[0]));
            call.cancel(null);

            assertThat(late).succeedsWithin(Eventually.PATIENCE).isEqualTo(0);
        }
        deadlines.run(20_000, () -> assertThat(write(0, 3, new AtomicInteger())).isEqualTo(1));
    }

    @Test
    void aWriterWaitsNoLongerThanItsCall() throws Exception {
        try (Connection writer = source.getConnection()) {
            writer.setAutoCommit(false);
            writer.createStatement().close();
            CompletableFuture.runAsync(() -> deadlines.run(50, () -> {
                try (Connection late = source.getConnection(); Statement statement = late.createStatement()) {
                    assertThatThrownBy(() -> statement.executeUpdate("insert into note values (2)")).isInstanceOf(SQLTransientException.class);
                    late.setAutoCommit(false);
                    assertThatThrownBy(late::createStatement).isInstanceOf(SQLTransientException.class);
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }), threads).get(60, TimeUnit.SECONDS);
        }
        deadlines.run(20_000, () -> assertThat(write(0, 3, new AtomicInteger())).isEqualTo(1));
    }

    @Test
    void aConnectionThatIsClosedGivesTheTurnBack() throws SQLException {
        try (Connection writer = source.getConnection()) {
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                statement.executeUpdate("insert into note values (1)");
            }
        }
        assertThat(writtenElsewhere(20_000)).isTrue();
    }

    @Test
    void onlyTheEndOfTheTransactionGivesTheTurnBack() throws SQLException {
        try (Connection writer = source.getConnection()) {
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                Savepoint before = writer.setSavepoint();
                statement.executeUpdate("insert into note values (1)");
                writer.rollback(before);
            }
            assertThat(writtenElsewhere(50)).as("after going back to a savepoint").isFalse();
            writer.rollback();
            assertThat(writtenElsewhere(20_000)).isTrue();
        }
    }

    /** Whether another thread gets the turn in time. */
    private boolean writtenElsewhere(long millis) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            AtomicBoolean written = new AtomicBoolean();
                            deadlines.run(millis, () -> {
                                try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
                                    written.set(statement.executeUpdate("insert into note values (7)") == 1);
                                } catch (SQLTransientException e) {
                                    written.set(false);
                                } catch (SQLException e) {
                                    throw new AssertionError(e);
                                }
                            });
                            return written.get();
                        },
                        threads)
                .join();
    }

    /** As migrations do: one connection holds the history while another one makes the tables. */
    @Test
    void aThreadMayWriteThroughTwoConnections() throws SQLException {
        try (Connection one = source.getConnection(); Connection two = source.getConnection()) {
            one.setAutoCommit(false);
            two.setAutoCommit(false);
            try (Statement first = one.createStatement(); Statement second = two.createStatement()) {
                first.executeUpdate("insert into note values (1)");
                second.executeUpdate("insert into note values (2)");
            }
            one.commit();
            two.commit();
        }
        assertThat(count()).isEqualTo(2);
        assertThat(CompletableFuture.supplyAsync(() -> write(0, 3, new AtomicInteger()), threads).join()).isEqualTo(1);
    }

    private int count() {
        try (Connection connection = source.getConnection()) {
            return count(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private int countInTransaction() {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            return count(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("select count(*) from note")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
