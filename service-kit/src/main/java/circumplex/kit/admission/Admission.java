package circumplex.kit.admission;

import circumplex.errors.v1.ErrorReason;
import circumplex.kit.refusal.Refusal;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import com.netflix.concurrency.limits.limiter.AbstractLimiter;
import com.netflix.concurrency.limits.limiter.AbstractPartitionedLimiter;
import io.micronaut.context.annotation.Property;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is let in. The limit follows the gradient of the latency: it shrinks while interactive calls take longer than they did over the
 * last minutes, and grows again slowly; and while calls wait for a core, see {@link CoreLimit}.
 */
@Singleton
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private static final long LOG_INTERVAL_NANOS = 1_000_000_000L;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Clients that repeat by themselves come back spread over this time, in ms, and not all at once. */
    private static final int PUSHBACK_MIN_MILLIS = 100;

    private static final int PUSHBACK_MAX_MILLIS = 500;

    private final AbstractLimiter<Priority> limiter;
    private final MessageBytes messages;
    private final String service;
    private final LongSupplier nanoClock;
    private final LongAdder shed = new LongAdder();
    private final LongCounter shedByClass;
    private final AtomicLong nextLog;

    /** @param service the name of the service, for the client */
    @Inject
    Admission(AdmissionLimits limits, Meter meter, @Property(name = "circumplex.service") String service, CoreWatch waiting) {
        this(limits, meter, service, System::nanoTime, waiting, Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param nanoClock as {@link System#nanoTime()}
     * @param waiting how many calls waited for a core lately, on average
     */
    Admission(
            AdmissionLimits limits,
            Meter meter,
            String service,
            LongSupplier nanoClock,
            DoubleSupplier waiting,
            int cores) {
        this.messages = new MessageBytes(limits.maxBytes());
        this.service = service;
        this.nanoClock = nanoClock;
        this.nextLog = new AtomicLong(nanoClock.getAsLong());
        Gradient2Limit gradient = Gradient2Limit.newBuilder()
                .initialLimit(limits.initialCalls())
                .minLimit(limits.minCalls())
                .maxConcurrency(limits.maxCalls())
                .build();
        WindowedLimit limit = WindowedLimit.newBuilder().build(new CoreLimit(gradient, waiting, cores));
        Shares builder = new Shares().limit(limit).nanoClock(nanoClock).partitionResolver(Priority::name);
        for (Priority priority : Priority.values()) {
            builder.partition(priority.name(), priority.share());
        }
        this.limiter = (AbstractLimiter<Priority>) builder.build();
        this.shedByClass = meter.counterBuilder("circumplex.calls.shed")
                .setUnit("{call}")
                .setDescription("Calls refused because too many were under way, by class.")
                .build();
        observe(meter);
    }

    private void observe(Meter meter) {
        meter.upDownCounterBuilder("circumplex.calls.limit")
                .setUnit("{call}")
                .setDescription("Calls that may be under way at once.")
                .buildWithCallback(out -> out.record(limit()));
        meter.upDownCounterBuilder("circumplex.calls.admitted")
                .setUnit("{call}")
                .setDescription("Calls that are under way.")
                .buildWithCallback(out -> out.record(underWay()));
        meter.upDownCounterBuilder("circumplex.calls.bytes")
                .setUnit("By")
                .setDescription("What the requests of the calls under way have on the wire.")
                .buildWithCallback(out -> out.record(messageBytes()));
    }

    private static final class Shares extends AbstractPartitionedLimiter.Builder<Shares, Priority> {

        @Override
        protected Shares self() {
            return this;
        }
    }

    /** How many calls may be worked on at once. */
    public int limit() {
        return limiter.getLimit();
    }

    /** How many calls are worked on. */
    public int underWay() {
        return limiter.getInflight();
    }

    /** How many calls were refused since the start. */
    public long shed() {
        return shed.sum();
    }

    /** A place for a call; empty if there is none. */
    Optional<Permit> enter(Priority priority) {
        Optional<Limiter.Listener> place = limiter.acquire(priority);
        if (place.isEmpty()) {
            count(priority);
        }
        return place.map(taken -> new Permit(this, taken, priority));
    }

    /**
     * Adds to what the messages of the calls under way take.
     *
     * @param own what those of the call take already
     * @throws Refusal if there is no room for {@code more}
     */
    void weigh(long more, long own, Priority priority) {
        if (!messages.add(more, own)) {
            count(priority);
            throw tooMuch();
        }
    }

    /** What the messages of the calls under way take, in bytes on the wire. */
    public long messageBytes() {
        return messages.underWay();
    }

    void unweigh(long bytes) {
        messages.remove(bytes);
    }

    /** What a client is told whose call is not worked on. */
    Refusal tooMuch() {
        return Refusal.of(ErrorReason.ERROR_REASON_UNAVAILABLE, "The service has too much to do.")
                .with("service", service)
                .retryAfter(RETRY_AFTER)
                .repeatAfter(Duration.ofMillis(pushbackMillis()));
    }

    /** When a client that repeats calls by itself may come back. */
    long pushbackMillis() {
        return ThreadLocalRandom.current().nextInt(PUSHBACK_MIN_MILLIS, PUSHBACK_MAX_MILLIS);
    }

    /** With a line at most once a second: refusing has to be cheap. */
    private void count(Priority priority) {
        shed.increment();
        shedByClass.add(1, priority.label());
        long now = nanoClock.getAsLong();
        long next = nextLog.get();
        if (now - next >= 0 && nextLog.compareAndSet(next, now + LOG_INTERVAL_NANOS)) {
            LOG.info("too much to do: {} calls refused since the start, limit {}", shed(), limit());
        }
    }
}
