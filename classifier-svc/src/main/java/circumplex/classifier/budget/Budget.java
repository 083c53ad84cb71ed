package circumplex.classifier.budget;

import circumplex.classifier.text.UnscoredException;
import circumplex.classifier.text.UnscoredException.Reason;
import io.micronaut.core.annotation.Nullable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tenants may spend. A call is reserved with the most it may cost and settled with what it cost; a reservation is refused where used,
 * reserved and new together are over the limit of the day. So the limit is overrun only by what calls under way cost above their estimate.
 *
 * <p>The {@link Ledger} asks the database: callers may be interrupted, and an interrupt in a write makes H2 close its database.
 */
@Singleton
public final class Budget {

    private static final Logger LOG = LoggerFactory.getLogger(Budget.class);
    private static final long PATIENCE_SECONDS = 5;

    /** No credential has this name. */
    static final String INSTALLATION = "(installation)";

    private static final Cost NO_LIMIT = new Cost(Long.MAX_VALUE, Long.MAX_VALUE);

    private final UsageStore store;
    private final BudgetSettings settings;
    private final Clock clock;
    private final Ledger ledger;

    Budget(UsageStore store, BudgetSettings settings, @Nullable Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock == null ? Clock.systemUTC() : clock;
        this.ledger = new Ledger(store);
    }

    /**
     * Reserves the most that a call may cost.
     *
     * @throws UnscoredException BUDGET_SPENT if there is no room for it, UNAVAILABLE if nobody can say: without a ledger nothing is spent
     * @throws InterruptedException if nobody wants the call any more; nothing stays reserved
     */
    public Reservation reserve(String tenant, Cost most) throws InterruptedException {
        LocalDate day = today();
        CompletableFuture<Boolean> reserved = ledger.enter(new Change.Reserve(tenant, day, most, settings.limit()));
        Reservation reservation = new Reservation(tenant, day, most);
        boolean waited = false;
        try {
            boolean room = reserved.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            waited = true;
            if (!room) {
                throw new UnscoredException(Reason.BUDGET_SPENT, "the budget of the day is spent");
            }
            return reservation;
        } catch (ExecutionException | TimeoutException e) {
            throw new UnscoredException(Reason.UNAVAILABLE, "the budget cannot be asked");
        } finally {
            if (!waited) {
                // What is reserved after all is taken back as soon as that is known.
                CompletableFuture<Void> undone = reserved.thenAccept(room -> {
                    if (room) {
                        reservation.release();
                    }
                });
                undone.exceptionally(failure -> null);
            }
        }
    }

    /** Counts a call that the installation made for itself. No limit holds it back: without it nobody could be served. */
    public void charge(Cost cost, boolean estimated) {
        Reservation reservation = new Reservation(INSTALLATION, today(), cost);
        // The row is there once something was reserved in it, and changes are made in order.
        ledger.enter(new Change.Reserve(INSTALLATION, today(), cost, NO_LIMIT)).exceptionally(failure -> false);
        reservation.end(cost, 1, estimated);
    }

    /** What {@code tenant} used on {@code day}. */
    DayUsage usage(String tenant, LocalDate day) {
        return store.find(tenant, day);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    Cost limit() {
        return settings.limit();
    }

    /** What so many tokens cost. */
    public Cost cost(long promptTokens, long completionTokens) {
        return settings.cost(promptTokens, completionTokens);
    }

    @PreDestroy
    void close() {
        ledger.close();
    }

    /** Room for one call. Whoever has one ends it, once and with one of its three methods; further ones do nothing. */
    public final class Reservation {

        private final String tenant;
        private final LocalDate day;
        private final Cost most;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Reservation(String tenant, LocalDate day, Cost most) {
            this.tenant = tenant;
            this.day = day;
            this.most = most;
        }

        /** The provider said what the call cost. */
        public void settle(Cost cost) {
            end(cost, 1, false);
        }

        /** Nobody knows what the call cost: it counts with the most it may have. */
        public void settleUnknown() {
            end(most, 1, true);
        }

        /** The call cost nothing. */
        public void release() {
            end(Cost.NOTHING, 0, false);
        }

        private void end(Cost cost, int calls, boolean estimated) {
            if (ended.compareAndSet(false, true)) {
                // Where it fails the cost stays reserved, which is on the safe side.
                ledger.enter(new Change.Settle(tenant, day, most, cost, calls, estimated)).exceptionally(failure -> {
                    LOG.warn("a call could not be settled: {}", failure.getClass().getSimpleName());
                    return false;
                });
            }
        }
    }
}
