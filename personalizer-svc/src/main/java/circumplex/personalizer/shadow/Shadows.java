package circumplex.personalizer.shadow;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The candidate of each tenant, which is asked about that tenant's calls alone. */
@Singleton
public final class Shadows {

    private static final long CLOSING_MILLIS = 5_000;

    private final Map<String, Shadow> byTenant = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Of a tenant that has chosen none it wants no call. After the end it takes no candidate. */
    public Shadow of(String tenant) {
        Shadow shadow = byTenant.computeIfAbsent(tenant, none -> new Shadow());
        if (closed) {
            shadow.close();
        }
        return shadow;
    }

    @PreDestroy
    void close() throws InterruptedException {
        close(CLOSING_MILLIS);
    }

    /** All end beside each other, and so within one bound however many tenants there are. */
    void close(long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        closed = true;
        byTenant.values().forEach(Shadow::close);
        for (Shadow shadow : byTenant.values()) {
            shadow.awaitEnd(TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()));
        }
    }
}
