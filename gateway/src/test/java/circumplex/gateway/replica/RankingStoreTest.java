package circumplex.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.GatewaySettings;
import circumplex.gateway.feed.RankedFeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** For how long rankings are kept, and which go first when there are too many. */
final class RankingStoreTest {

    private final AtomicLong nanos = new AtomicLong();
    private final RandomFeeds feeds = new RandomFeeds(1);

    @Test
    void aRankingIsKeptForItsTimeAndNoLonger() {
        RankingStore store = store(2, 64);
        RankedFeed feed = feed("anna", 3);
        store.keep("default", feed);

        assertThat(user(store, feed)).hasValue("anna");
        pass(Duration.ofSeconds(119));
        assertThat(user(store, feed)).as("looking at it does not prolong it").hasValue("anna");
        pass(Duration.ofSeconds(1));
        assertThat(store.find("default", feed.rankingId())).isEmpty();
    }

    @Test
    void aRankingBelongsToItsTenant() {
        RankingStore store = store(15, 64);
        RankedFeed feed = feed("anna", 3);
        store.keep("default", feed);

        assertThat(store.find("other", feed.rankingId())).isEmpty();
        assertThat(store.delete("other", "anna")).isZero();
        assertThat(user(store, feed)).hasValue("anna");
    }

    @Test
    void whenItIsFullTheOldestGoFirst() {
        RankingStore store = store(15, 1);
        List<RankedFeed> feeds = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RankedFeed feed = feed("anna", 100);
            feeds.add(feed);
            store.keep("default", feed);
        }

        List<Boolean> kept =
                feeds.stream().map(feed -> store.find("default", feed.rankingId()).isPresent()).toList();
        int first = kept.indexOf(true);
        assertThat(first).as("1 MiB does not hold 100 rankings of 100 posts").isBetween(45, 60);
        assertThat(kept.subList(first, 100)).as("from %s on all are kept", first).containsOnly(true);
    }

    @Test
    void erasingTakesAllRankingsOfOnePerson() {
        RankingStore store = store(15, 64);
        List<RankedFeed> annas = List.of(feed("anna", 1), feed("anna", 2), feed("anna", 0));
        RankedFeed bertas = feed("berta", 1);
        RankedFeed nobodys = feed("", 1);
        annas.forEach(feed -> store.keep("default", feed));
        store.keep("default", bertas);
        store.keep("default", nobodys);

        assertThat(store.delete("default", "anna")).isEqualTo(3);

        annas.forEach(feed -> assertThat(store.find("default", feed.rankingId())).isEmpty());
        assertThat(user(store, bertas)).hasValue("berta");
        assertThat(user(store, nobodys)).hasValue("");
        assertThat(store.delete("default", "anna")).isZero();
    }

    @Test
    void whatIsNoLongerKeptIsNotCountedAsErased() {
        RankingStore store = store(1, 64);
        store.keep("default", feed("anna", 1));
        pass(Duration.ofMinutes(1));

        assertThat(store.delete("default", "anna")).isZero();
    }

    private RankingStore store(int minutes, int mebibytes) {
        return new RankingStore(new GatewaySettings("a:1", "b:2", "c:3", minutes, mebibytes, 0, ""), nanos::get);
    }

    private static Optional<String> user(RankingStore store, RankedFeed feed) {
        return store.find("default", feed.rankingId()).map(KeptRanking::userId);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private RankedFeed feed(String user, int size) {
        return feeds.personal(user, size);
    }
}
