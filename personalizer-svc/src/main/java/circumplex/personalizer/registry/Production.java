package circumplex.personalizer.registry;

import circumplex.kit.call.Caller;
import circumplex.model.BadModel;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.folder.Model;
import circumplex.personalizer.serving.ModelsInUse;
import circumplex.personalizer.serving.ServedModels;
import circumplex.personalizer.serving.StartingModel;
import circumplex.personalizer.state.Changeover;
import circumplex.values.ValueSets;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the models that answer calls those that the pointers name, which are read again and again. A tenant that has promoted a model is
 * answered by that one; every other tenant by what the house has in production, unless that has learnt from the house's own people: such
 * a model answers these alone.
 *
 * <p>There is one value set that calibrators are made for.
 */
@Singleton
public final class Production {

    private static final Logger LOG = LoggerFactory.getLogger(Production.class);

    private static final String HOUSE = Caller.DEVELOPMENT_TENANT;

    private final CalibratorFiles files;
    private final PointerStore pointers;
    private final Registry registry;
    private final ServedModels loader;
    private final ModelsInUse models;
    private final Changeover changeover;
    private final Follower shared;
    private final Map<String, Follower> own = new ConcurrentHashMap<>();
    private boolean started;

    Production(
            CalibratorFiles files,
            PointerStore pointers,
            Registry registry,
            ServedModels loader,
            StartingModel starting,
            ModelsInUse models,
            Changeover changeover) {
        this.files = files;
        this.pointers = pointers;
        this.registry = registry;
        this.loader = loader;
        this.models = models;
        this.changeover = changeover;
        shared = new Follower(models.shared(), changeover, starting::load);
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

    /** Whether this replica answers the tenant by what that version of its pointer names. */
    public boolean serves(String tenant, String etag) {
        return own(tenant).serves(etag) && (!tenant.equals(HOUSE) || shared.serves(etag));
    }

    /** Moves to where the tenant's pointer is now, with the model that was prepared if it is that one. */
    public synchronized void catchUp(String tenant, Prepared prepared) {
        String set = ValueSets.all().defaultSet().id();
        Pointer pointer = pointers.find(tenant, set);
        Follower ofTenant = own(tenant);
        if (!tenant.equals(HOUSE)) {
            ofTenant.catchUp(pointer, prepared, this::prepare, () -> hurry(tenant, set));
        } else if (!shared.knows(pointer) || !ofTenant.knows(pointer)) {
            Pointer everybody = pointer.to(registry.sharedModel(set));
            boolean same = everybody.modelId().equals(pointer.modelId());
            shared.catchUp(everybody, prepared, this::prepare, () -> hurry(tenant, set));
            ofTenant.catchUp(same ? pointer.to("") : pointer, prepared, this::prepare, () -> hurry(tenant, set));
        }
    }

    /** Before the first call, and for whoever rolls back. */
    private boolean hurry(String tenant, String set) {
        return !started || pointers.rolledBack(tenant, set);
    }

    /** The first call already finds the model that is in production. */
    void start() {
        follow();
        started();
    }

    @Scheduled(fixedDelay = "${circumplex.calibrators.poll-millis}ms", initialDelay = "${circumplex.calibrators.poll-millis}ms")
    void follow() {
        TreeSet<String> tenants = new TreeSet<>();
        tenants.add(HOUSE);
        try {
            tenants.addAll(pointers.tenants(ValueSets.all().defaultSet().id()));
        } catch (RuntimeException e) {
            // The database is away or ends with the service: what serves goes on.
            LOG.debug("the pointers to models cannot be read: {}", e.getClass().getSimpleName());
            return;
        }
        tenants.forEach(this::follow);
    }

    /** What goes wrong with one tenant keeps no other waiting. */
    private void follow(String tenant) {
        try (Prepared none = Prepared.none()) {
            catchUp(tenant, none);
        } catch (RuntimeException e) {
            LOG.debug("a pointer to a model cannot be followed: {}", e.getClass().getSimpleName());
        }
    }

    private synchronized void started() {
        started = true;
    }

    /** A tenant without a model of its own is answered by what everybody shares. */
    private Follower own(String tenant) {
        return own.computeIfAbsent(tenant, one -> new Follower(models.own(one), changeover, Optional::empty));
    }

    /** What keeps the model that everybody shares. */
    Follower shared() {
        return shared;
    }
}
