package circumplex.classifier.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import circumplex.classifier.text.UnscoredException;
import circumplex.kit.testing.Engine;
import circumplex.kit.testing.RunningService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a tenant can spend, on every engine. */
class BudgetTest {

    private static final long SEED = 64;
    private static final long LIMIT = 10_000;
    private static final int THREADS = 64;
    private static final Map<Engine, RunningService> SERVICES = new EnumMap<>(Engine.class);

    private final String tenant = UUID.randomUUID().toString();

    @AfterAll
    static void stop() {
        SERVICES.values().forEach(RunningService::close);
    }

    /** It has no limit of its own, and is no tenant's. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatTheInstallationAsksForItselfIsCountedApart(Engine engine) {
        Budget budget = budget(engine);
        DayUsage before = budget.usage(Budget.INSTALLATION, budget.today());
        budget.charge(new Cost(3 * LIMIT, 7), false);
        budget.charge(new Cost(1, 0), true);

        await(budget, Budget.INSTALLATION, usage -> usage.calls() == before.calls() + 2);
        DayUsage after = budget.usage(Budget.INSTALLATION, budget.today());
        assertThat(after.used().tokens()).isEqualTo(before.used().tokens() + 3 * LIMIT + 1);
        assertThat(after.used().microDollars()).isEqualTo(before.used().microDollars() + 7);
        assertThat(after.reserved()).isEqualTo(Cost.NOTHING);
        assertThat(after.estimatedCalls()).isEqualTo(before.estimatedCalls() + 1);
        assertThat(budget.usage(tenant, budget.today()).calls()).isZero();
    }

    /** Every call costs what was reserved for it or less: the limit is not overrun at all, by any order of 64 threads. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void sixtyFourThreadsStopAtTheLimit(Engine engine) throws Exception {
        Budget budget = budget(engine);
        AtomicLong spent = new AtomicLong();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> callers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(SEED + thread);
                callers.add(pool.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    for (int call = 0; call < 10; call++) {
                        long most = 40L + random.nextInt(40);
                        try {
                            Budget.Reservation reservation = budget.reserve(tenant, new Cost(most, 1));
                            long cost = most / 2L + random.nextInt((int) most / 2);
                            spent.addAndGet(cost);
                            reservation.settle(new Cost(cost, 1));
                            reservation.release();
                        } catch (UnscoredException e) {
                            assertThat(e.reason()).isEqualTo(UnscoredException.Reason.BUDGET_SPENT);
                            refused.incrementAndGet();
                        }
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> caller : callers) {
                caller.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }

        await(budget, usage -> usage.reserved().equals(Cost.NOTHING));
        DayUsage usage = budget.usage(tenant, budget.today());
        assertThat(refused).as("the limit was reached, seed %d", SEED).hasPositiveValue();
        assertThat(usage.used().tokens()).isEqualTo(spent.get()).isLessThanOrEqualTo(LIMIT).isGreaterThan(LIMIT - 160);
        assertThat(usage.calls()).isEqualTo(640 - refused.get()).isEqualTo(usage.used().microDollars());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void moneyIsALimitOfItsOwnAndTenantsDoNotShare(Engine engine) throws Exception {
        Budget budget = budget(engine);
        budget.reserve(tenant, new Cost(1, 600)).settleUnknown();
        assertThatThrownBy(() -> budget.reserve(tenant, new Cost(1, 401))).isInstanceOf(UnscoredException.class);
        budget.reserve(tenant, new Cost(1, 400)).release();
        budget.reserve(tenant + "2", new Cost(1, 1000)).release();

        await(budget, usage -> usage.reserved().equals(Cost.NOTHING));
        assertThat(budget.usage(tenant, budget.today())).isEqualTo(new DayUsage(1, 1, new Cost(1, 600), Cost.NOTHING));
        assertThat(budget.usage(tenant, budget.today().minusDays(1))).isEqualTo(DayUsage.NONE);
    }

    /** A service that is killed settles nothing: what it reserved counts until the day is over. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWasReservedSurvivesTheProcess(Engine engine) throws Exception {
        String url = engine.freshUrl();
        try (RunningService first = start(url)) {
            assertThat(first.bean(Budget.class).reserve(tenant, new Cost(9_000, 1))).isNotNull();
            try (RunningService second = start(url)) {
                Budget budget = second.bean(Budget.class);
                assertThat(budget.usage(tenant, budget.today()).reserved().tokens()).isEqualTo(9_000);
                assertThatThrownBy(() -> budget.reserve(tenant, new Cost(1_001, 1))).isInstanceOf(UnscoredException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aCallerWhoIsGoneReservesNothing(Engine engine) throws Exception {
        Budget budget = budget(engine);
        for (int i = 0; i < 50; i++) {
            Thread.currentThread().interrupt();
            try {
                // The database may be quicker than the interrupt is noticed.
                budget.reserve(tenant, new Cost(100, 1)).release();
                assertThat(Thread.interrupted()).isTrue();
            } catch (InterruptedException e) {
                assertThat(Thread.interrupted()).isFalse();
            }
        }
        await(budget, usage -> canReserveEverything(budget));
        assertThat(budget.usage(tenant, budget.today()).calls()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTableThatRefusesARowIsAskedAgain(Engine engine) throws Exception {
        String url = engine.freshUrl();
        try (RunningService service = start(url);
                Connection database = engine == Engine.H2 ? DriverManager.getConnection(url, "sa", "") : DriverManager.getConnection(url);
                Statement statement = database.createStatement()) {
            Budget budget = service.bean(Budget.class);
            statement.execute("alter table model_usage add constraint nothing check (tenant = '')");
            assertThatThrownBy(() -> budget.reserve(tenant, new Cost(1, 1)))
                    .isInstanceOfSatisfying(
                            UnscoredException.class, e -> assertThat(e.reason()).isEqualTo(UnscoredException.Reason.UNAVAILABLE));

            statement.execute("alter table model_usage drop constraint nothing");
            assertThat(budget.reserve(tenant, new Cost(1, 1))).isNotNull();
        }
    }

    private boolean canReserveEverything(Budget budget) {
        try {
            budget.reserve(tenant, new Cost(LIMIT, 1)).release();
            return true;
        } catch (UnscoredException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void await(Budget budget, Predicate<DayUsage> condition) {
        await(budget, tenant, condition);
    }

    private static void await(Budget budget, String tenant, Predicate<DayUsage> condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.test(budget.usage(tenant, budget.today()))) {
            assertThat(System.nanoTime()).as("it is settled").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static Budget budget(Engine engine) {
        return SERVICES.computeIfAbsent(engine, e -> start(e.freshUrl())).bean(Budget.class);
    }

    private static RunningService start(String url) {
        return RunningService.start(
                "classifier-svc",
                Map.of(
                        "datasources.default.url", url,
                        "circumplex.budget.daily-tokens", LIMIT,
                        "circumplex.budget.daily-micro-dollars", 1_000));
    }
}
