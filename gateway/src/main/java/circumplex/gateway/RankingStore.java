package circumplex.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Rankings of the last minutes, in memory: they explain an answer just given and are not worth a write per feed. */
@Singleton
final class RankingStore {

    /** Estimates of what a kept ranking takes, in bytes. */
    private static final int BYTES_PER_RANKING = 512;

    private static final int BYTES_PER_POST = 320;
    private static final int BYTES_PER_VALUE = 24;

    private final Cache<Key, RankedFeed> rankings;

    RankingStore(GatewaySettings settings) {
        rankings = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofMinutes(settings.rankingKeptMinutes()))
                .maximumWeight((long) settings.rankingKeptMebibytes() << 20)
                .weigher((Key key, RankedFeed feed) -> bytes(feed))
                .build();
    }

    private record Key(String tenant, String rankingId) {}

    void keep(String tenant, RankedFeed feed) {
        rankings.put(new Key(tenant, feed.rankingId()), feed);
    }

    Optional<RankedFeed> find(String tenant, String rankingId) {
        return Optional.ofNullable(rankings.getIfPresent(new Key(tenant, rankingId)));
    }

    /** Forgets the rankings made for a person and says how many those were. */
    int delete(String tenant, String userId) {
        AtomicInteger deleted = new AtomicInteger();
        rankings.asMap().entrySet().removeIf(entry -> {
            boolean theirs = entry.getKey().tenant().equals(tenant) && entry.getValue().userId().equals(userId);
            deleted.addAndGet(theirs ? 1 : 0);
            return theirs;
        });
        return deleted.get();
    }

    private static int bytes(RankedFeed feed) {
        return BYTES_PER_RANKING + feed.posts().size() * (BYTES_PER_POST + feed.set().size() * BYTES_PER_VALUE);
    }
}
