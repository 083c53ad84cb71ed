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

    /** What a ranking takes besides its array and the characters of its names: ten objects and an entry of the map. */
    private static final int BYTES_PER_RANKING = 320;

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

    private record Kept(KeptRanking ranking, long since, long bytes) {}

    public void keep(String tenant, RankedFeed feed) {
        // Before the lock: only what is short is done while others wait.
        KeptRanking ranking = KeptRanking.of(feed);
        keep(tenant, feed.rankingId(), ranking);
    }

    private synchronized void keep(String tenant, String rankingId, KeptRanking ranking) {
        Kept kept = new Kept(ranking, nanoTime.getAsLong(), bytes(tenant, rankingId, ranking));
        rankings.put(new Key(tenant, rankingId), kept);
        bytes += kept.bytes();
        dropOld();
    }

    public synchronized Optional<KeptRanking> find(String tenant, String rankingId) {
        dropOld();
        return Optional.ofNullable(rankings.get(new Key(tenant, rankingId))).map(Kept::ranking);
    }

    /** Forgets the rankings made for a person and says how many those were. */
    public synchronized int delete(String tenant, String userId) {
        dropOld();
        int deleted = 0;
        Iterator<Map.Entry<Key, Kept>> all = rankings.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Kept> entry = all.next();
            if (entry.getKey().tenant().equals(tenant) && entry.getValue().ranking().userId().equals(userId)) {
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

    static long bytes(String tenant, String rankingId, KeptRanking ranking) {
        return (long) BYTES_PER_RANKING + tenant.length() + rankingId.length() + ranking.userId().length() + ranking.bytes();
    }
}
