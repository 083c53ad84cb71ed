package circumplex.personalizer.registry;

import circumplex.kit.call.Caller;
import circumplex.kit.refusal.Refusal;
import circumplex.model.BadModel;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.folder.Model;
import circumplex.personalizer.serving.ServedModel;
import circumplex.personalizer.serving.ServedModels;
import circumplex.personalizer.serving.StartingModel;
import circumplex.personalizer.state.Changeover;
import circumplex.values.ValueSets;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the model that answers calls the one that the pointer names: the pointer is read again and again, a model that it names is
 * loaded beside the calls, and only then takes over. One that cannot be loaded leaves the earlier one where it is.
 *
 * <p>There is one tenant as long as there are no credentials, and one value set that calibrators are made for.
 */
@Singleton
public final class Production {

    private static final Logger LOG = LoggerFactory.getLogger(Production.class);

    /** Between two attempts to load a model that could not be loaded. */
    private static final long RETRY_NANOS = Duration.ofSeconds(30).toNanos();

    private final CalibratorFiles files;
    private final PointerStore pointers;
    private final ServedModels loader;
    private final StartingModel starting;
    private final Changeover changeover;
    private volatile Pointer served = Pointer.NONE;
    private Pointer next = Pointer.NONE;
    private Pointer failed = Pointer.NONE;
    private long failedAt;
    private boolean started;

    Production(CalibratorFiles files, PointerStore pointers, ServedModels loader, StartingModel starting, Changeover changeover) {
        this.files = files;
        this.pointers = pointers;
        this.loader = loader;
        this.starting = starting;
        this.changeover = changeover;
    }

    /** Loads and warms a model, or says why not; nothing changes yet. Empty stands for none. */
    public Prepared prepare(String modelId) {
        if (modelId.isEmpty()) {
            return Prepared.none();
        }
        try {
            Model model = files.shelf().load(modelId);
            return Prepared.of(model, loader.load(model));
        } catch (BadModel | EngineUnavailable | UncheckedIOException e) {
            return Prepared.failed(modelId, Registry.unusable(modelId, e));
        }
    }

    /** Whether this replica answers by what that version of the pointer names. */
    public boolean serves(String etag) {
        return served.etag().equals(etag);
    }

    /** Moves to where the pointer is now, with the model that was prepared if it is that one. */
    public synchronized void catchUp(Prepared prepared) {
        Pointer pointer = pointers.find(Caller.DEVELOPMENT_TENANT, ValueSets.all().defaultSet().id());
        if (next.etag().equals(pointer.etag())) {
            return;
        }
        if (!pointer.empty() && prepared.modelId().equals(pointer.modelId())) {
            take(pointer, prepared);
        } else if (!pointer.etag().equals(failed.etag()) || System.nanoTime() - failedAt > RETRY_NANOS) {
            try (Prepared other = prepare(pointer.modelId())) {
                take(pointer, other);
            }
        }
    }

    /** The first call already finds the model that is in production. */
    void start() {
        follow();
        started();
    }

    @Scheduled(fixedDelay = "${circumplex.calibrators.poll-millis}ms", initialDelay = "${circumplex.calibrators.poll-millis}ms")
    void follow() {
        try (Prepared none = Prepared.none()) {
            catchUp(none);
        } catch (RuntimeException e) {
            // The database is away or ends with the service: what serves goes on.
            LOG.debug("the pointer to the model cannot be read: {}", e.getClass().getSimpleName());
        }
    }

    private synchronized void started() {
        started = true;
    }

    /** Nothing has changed, and what was prepared is still the caller's, unless all that can fail has gone well. */
    private void take(Pointer pointer, Prepared prepared) {
        boolean atOnce = !started
                || pointer.empty()
                // Whoever rolls back is in a hurry.
                || pointers.rolledBack(Caller.DEVELOPMENT_TENANT, ValueSets.all().defaultSet().id());
        Optional<ServedModel> model;
        try {
            prepared.requireLoaded();
            model = pointer.empty() ? starting.load() : prepared.take();
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
            changeover.toNone();
            answers(pointer);
        } else if (atOnce) {
            changeover.now(model.get());
            answers(pointer);
        } else {
            // One that was given up says so to nobody: a later one has taken its place.
            CompletableFuture<Boolean> unused = changeover.to(model.get()).whenComplete((taken, failure) -> {
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
            LOG.warn("{} goes on serving: {}", served.empty() ? "what was there" : served.modelId(), why);
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
        LOG.info("{} is in production", pointer.empty() ? "no model of the registry" : pointer.modelId());
    }
}
