package circumplex.gateway.replica;

import circumplex.gateway.GatewaySettings;
import circumplex.gateway.feed.RankedFeed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Rankings of the last minutes, in memory: they explain an answer just given and are not worth a write per feed. The oldest go first,
 * when their time is up and when the memory is full.
 */
@Singleton
public final class RankingStore {

    /** Estimates of what a kept ranking takes, in bytes. */
    private static final int BYTES_PER_RANKING = 512;

    private static final int BYTES_PER_POST = 320;
    private static final int BYTES_PER_VALUE = 24;

    private final long keptNanos;
    private final long maxBytes;
    private final LongSupplier nanoTime;

    /** In the order of their age. */
    private final Map<Key, Kept> rankings = new LinkedHashMap<>();

    private long bytes;

    @Inject
    RankingStore(GatewaySettings settings) {
        this(settings, System::nanoTime);
    }

    RankingStore(GatewaySettings settings, LongSupplier nanoTime) {
        this.keptNanos = Duration.ofMinutes(settings.rankingKeptMinutes()).toNanos();
        this.maxBytes = (long) settings.rankingKeptMebibytes() << 20;
        this.nanoTime = nanoTime;
    }

    private record Key(String tenant, String rankingId) {}

    private record Kept(RankedFeed feed, long since, long bytes) {}

    public synchronized void keep(String tenant, RankedFeed feed) {
        Kept kept = new Kept(feed, nanoTime.getAsLong(), bytes(feed));
        rankings.put(new Key(tenant, feed.rankingId()), kept);
        bytes += kept.bytes();
        dropOld();
    }

    public synchronized Optional<RankedFeed> find(String tenant, String rankingId) {
        dropOld();
        return Optional.ofNullable(rankings.get(new Key(tenant, rankingId))).map(Kept::feed);
    }

    /** Forgets the rankings made for a person and says how many those were. */
    public synchronized int delete(String tenant, String userId) {
        dropOld();
        int deleted = 0;
        Iterator<Map.Entry<Key, Kept>> all = rankings.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Kept> entry = all.next();
            if (entry.getKey().tenant().equals(tenant) && entry.getValue().feed().userId().equals(userId)) {
                drop(all, entry.getValue());
                deleted++;
            }
        }
        return deleted;
    }

    private void dropOld() {
        long now = nanoTime.getAsLong();
        Iterator<Kept> oldest = rankings.values().iterator();
        while (oldest.hasNext()) {
            Kept kept = oldest.next();
            if (now - kept.since() < keptNanos && bytes <= maxBytes) {
                return;
            }
            drop(oldest, kept);
        }
    }

    private void drop(Iterator<?> at, Kept kept) {
        at.remove();
        bytes -= kept.bytes();
    }

    private static long bytes(RankedFeed feed) {
        return BYTES_PER_RANKING
                + (long) feed.removed().size() * BYTES_PER_POST
                + feed.posts().size() * (BYTES_PER_POST + (long) feed.set().size() * BYTES_PER_VALUE);
    }
}
