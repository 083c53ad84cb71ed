package circumplex.personalizer.serving;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which model answers whom: a tenant's own, if there is one, and what everybody shares if not. No tenant is answered by another one's. */
@Singleton
public final class ModelsInUse implements AutoCloseable {

    private final ModelInUse shared;
    private final Map<String, ModelInUse> own = new ConcurrentHashMap<>();

    ModelsInUse(ModelInUse shared) {
        this.shared = shared;
    }

    /** Empty while no model answers this tenant. The same model for as long as the lease is held. */
    public Optional<ModelInUse.Lease> lease(String tenant) {
        ModelInUse place = own.get(tenant);
        Optional<ModelInUse.Lease> lease = place == null ? Optional.empty() : place.lease();
        return lease.isPresent() ? lease : shared.lease();
    }

    /** Where the model stands that answers all who have none of their own. */
    public ModelInUse shared() {
        return shared;
    }

    /** Where the tenant's own model stands, if it has one. */
    public ModelInUse own(String tenant) {
        return own.computeIfAbsent(tenant, ModelInUse::new);
    }

    /** Closes what tenants own; what is shared is closed by whoever made it. */
    @Override
    @PreDestroy
    public void close() {
        own.values().forEach(ModelInUse::close);
    }
}
