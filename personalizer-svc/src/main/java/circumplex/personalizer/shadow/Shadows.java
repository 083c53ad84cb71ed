package circumplex.personalizer.shadow;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The candidate of each tenant, which is asked about that tenant's calls alone. */
@Singleton
public final class Shadows {

    private final Map<String, Shadow> byTenant = new ConcurrentHashMap<>();

    /** Of a tenant that has chosen none it wants no call. */
    public Shadow of(String tenant) {
        return byTenant.computeIfAbsent(tenant, none -> new Shadow());
    }

    @PreDestroy
    void close() throws InterruptedException {
        for (Shadow shadow : byTenant.values()) {
            shadow.close();
        }
    }
}
