package circumplex.personalizer.registry;

import circumplex.kit.refusal.Refusal;
import circumplex.personalizer.serving.ModelInUse;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.state.Changeover;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what answers at one place where a pointer is: a model that it names is loaded beside the calls, and only then takes over. One that
 * cannot be loaded leaves the earlier one where it is.
 */
final class Follower {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** Between two attempts to load a model that could not be loaded. */
    private static final long RETRY_NANOS = Duration.ofSeconds(30).toNanos();

    private final ModelInUse place;
    private final Changeover changeover;
    private final Supplier<Optional<ServedModel>> without;
    private final String whose;
    private volatile Pointer served = Pointer.NONE;
    private Pointer next = Pointer.NONE;
    private Pointer failed = Pointer.NONE;
    private long failedAt;

    /** @param without what answers while the pointer names no model; empty if nothing does */
    Follower(ModelInUse place, Changeover changeover, Supplier<Optional<ServedModel>> without) {
        this.place = place;
        this.changeover = changeover;
        this.without = without;
        whose = place.tenant().equals(ModelInUse.EVERYBODY) ? "everybody" : "tenant " + place.tenant();
    }

    /** Whether what that version of the pointer names answers here. */
    boolean serves(String etag) {
        return served.etag().equals(etag);
    }

    /** Whether that version of the pointer was seen before, and what it names answers or is about to. */
    synchronized boolean knows(Pointer pointer) {
        return next.etag().equals(pointer.etag());
    }

    /**
     * Moves to where the pointer is now.
     *
     * @param prepared taken if it is the model that the pointer names
     * @param prepare loads another one
     * @param atOnce whether what the model does not know yet of people is computed later
     */
    synchronized void catchUp(Pointer pointer, Prepared prepared, Function<String, Prepared> prepare, BooleanSupplier atOnce) {
        if (knows(pointer)) {
            return;
        }
        if (!pointer.empty() && prepared.modelId().equals(pointer.modelId())) {
            take(pointer, prepared, atOnce);
        } else if (!pointer.etag().equals(failed.etag()) || System.nanoTime() - failedAt > RETRY_NANOS) {
            try (Prepared other = prepare.apply(pointer.modelId())) {
                take(pointer, other, atOnce);
            }
        }
    }

    /** Nothing has changed, and what was prepared is still the caller's, unless all that can fail has gone well. */
    private void take(Pointer pointer, Prepared prepared, BooleanSupplier hurry) {
        boolean atOnce = pointer.empty() || hurry.getAsBoolean();
        Optional<ServedModel> model;
        try {
            prepared.requireLoaded();
            model = pointer.empty() ? without.get() : prepared.take();
        } catch (Refusal e) {
            failed(pointer, e.description());
            return;
        } catch (RuntimeException e) {
            failed(pointer, "the model that the process starts with cannot be loaded (" + e.getClass().getSimpleName() + ")");
            return;
        }
        Pointer before = next;
        next = pointer;
        try {
            hand(pointer, model, atOnce);
        } catch (RuntimeException | Error e) {
            next = before;
            throw e;
        }
    }

    private void hand(Pointer pointer, Optional<ServedModel> model, boolean atOnce) {
        if (model.isEmpty()) {
            changeover.toNone(place);
            answers(pointer);
        } else if (atOnce) {
            changeover.now(place, model.get());
            answers(pointer);
        } else {
            // One that was given up says so to nobody: a later one has taken its place.
            CompletableFuture<Boolean> unused = changeover.to(place, model.get()).whenComplete((taken, failure) -> {
                if (failure != null) {
                    lost(pointer);
                } else if (taken) {
                    answers(pointer);
                }
            });
        }
    }

    /** Said once for each version of the pointer, however often it is tried again. */
    private void failed(Pointer pointer, String why) {
        if (!failed.etag().equals(pointer.etag())) {
            LOG.warn("{} goes on serving {}: {}", served.empty() ? "what was there" : served.modelId(), whose, why);
        }
        failed = pointer;
        failedAt = System.nanoTime();
    }

    /** A changeover that broke off is begun again after the pause, unless the pointer has moved on. */
    private synchronized void lost(Pointer pointer) {
        if (next.etag().equals(pointer.etag())) {
            next = served;
            failed(pointer, "the changeover broke off");
        }
    }

    /** A changeover may say that it is done after a later one has been: then the later one counts. */
    synchronized void answers(Pointer pointer) {
        if (!next.etag().equals(pointer.etag())) {
            return;
        }
        served = pointer;
        LOG.info("{} serves {}", pointer.empty() ? "no model of the registry" : pointer.modelId(), whose);
    }
}
