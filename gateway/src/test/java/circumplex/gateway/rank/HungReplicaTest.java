package circumplex.gateway.rank;

import static circumplex.gateway.testing.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import circumplex.gateway.testing.FakeClassifier;
import circumplex.gateway.testing.FakeServices;
import circumplex.gateway.v1.Degradation;
import circumplex.gateway.v1.DegradationReason;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.kit.testing.Eventually;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A replica that takes calls and answers none, as a stopped process does, is left out; the stage is not taken from all feeds. */
final class HungReplicaTest {

    private static final int CLIENTS = 8;

    /** So many feeds that no luck explains it. */
    private static final int IN_A_ROW = 60;

    @Test
    void feedsAreWholeThoughOneOfTwoReplicasHangs() {
        FakeClassifier replica = new FakeClassifier();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (FakeServices services = FakeServices.startWith(replica)) {
            Eventually.holds("both replicas are asked", () -> {
                rank(services, 30_000);
                return !replica.server.calls().isEmpty() && !services.classifier.server.calls().isEmpty();
            });
            AtomicInteger wholeInARow = new AtomicInteger();
            AtomicInteger leftAlone = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            replica.server.hang();
            List<CompletableFuture<Void>> all = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                        while (!over.get()) {
                            List<DegradationReason> degradations = degradations(services);
                            wholeInARow.updateAndGet(before -> degradations.isEmpty() ? before + 1 : 0);
                            if (degradations.contains(DegradationReason.DEGRADATION_REASON_UNAVAILABLE)) {
                                leftAlone.incrementAndGet();
                            }
                        }
                    }, clients))
                    .limit(CLIENTS)
                    .toList();
            try {
                Eventually.holds("feeds are whole again", () -> wholeInARow.get() >= IN_A_ROW);
            } finally {
                over.set(true);
                all.forEach(CompletableFuture::join);
            }
            assertThat(leftAlone).as("feeds that a healthy replica could have served").hasValue(0);
        } finally {
            clients.shutdownNow();
            replica.server.close();
        }
    }

    /** What the feed lacks; one that a slow machine does not answer in time lacks that. */
    private static List<DegradationReason> degradations(FakeServices services) {
        try {
            return rank(services, 1_000).getDegradationsList().stream().map(Degradation::getReason).toList();
        } catch (StatusRuntimeException e) {
            return List.of(DegradationReason.DEGRADATION_REASON_DEADLINE);
        }
    }

    private static RankFeedResponse rank(FakeServices services, long millis) {
        return services.feeds()
                .withDeadlineAfter(millis, TimeUnit.MILLISECONDS)
                .rankFeed(RankFeedRequest.newBuilder().addPosts(post("a", "hedonism=1")).addPosts(post("b", "hedonism=2")).build());
    }
}
