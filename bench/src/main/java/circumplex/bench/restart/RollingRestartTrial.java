package circumplex.bench.restart;

import circumplex.bench.load.Attempts;
import circumplex.bench.load.ClosedLoop;
import circumplex.bench.load.OpenLoop;
import circumplex.bench.load.Replicated;
import circumplex.bench.load.SampleFeeds;
import circumplex.bench.process.Fleet;
import circumplex.bench.process.Replica;
import circumplex.cli.services.ServiceName;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ranks feeds at a steady rate while every replica of a fleet is restarted in turn. */
public final class RollingRestartTrial {

    private static final int WARMING_CALLERS = 8;

    private final Fleet fleet;
    private final int posts;
    private final double callsPerSecond;
    private final Duration deadline;
    private final Duration warm;
    private final Duration calm;
    private final long seed;

    /**
     * @param warm how long all services work as fast as they can before anything counts: they are compiled while they answer, and two of
     *     each, just started, are slower than they will ever be again
     * @param calm how long before the first restart and after each of them nothing happens
     */
    public RollingRestartTrial(
            Fleet fleet, int posts, double callsPerSecond, Duration deadline, Duration warm, Duration calm, long seed) {
        this.fleet = fleet;
        this.posts = posts;
        this.callsPerSecond = callsPerSecond;
        this.deadline = deadline;
        this.warm = warm;
        this.calm = calm;
        this.seed = seed;
    }

    /** Restarts {@code replicas}; the clients use the default service config, with its retries or without them. */
    public RestartedFeeds run(List<Replica> replicas, End end, boolean retries) {
        ManagedChannel channel = Replicated.open("gateway", fleet.addresses(ServiceName.GATEWAY), retries);
        Attempts attempts = new Attempts();
        RankFeedRequest request = SampleFeeds.request(posts);
        try {
            SampleFeeds.annotate(channel);
            SampleFeeds.warmUp(channel, request);
            FeedServiceGrpc.FeedServiceFutureStub feeds = FeedServiceGrpc.newFutureStub(ClientInterceptors.intercept(channel, attempts));
            ClosedLoop.answersPerSecond(
                    WARMING_CALLERS, warm, () -> feeds.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS).rankFeed(request));
            try (OpenLoop<RankFeedResponse, Boolean> load = OpenLoop.start(
                    callsPerSecond,
                    seed,
                    () -> feeds.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS).rankFeed(request),
                    answer -> answer.getDegradationsCount() == 0)) {
                rest();
                long undisturbedUntil = System.nanoTime();
                List<Restart> restarts = new ArrayList<>();
                for (Replica replica : replicas) {
                    long start = System.nanoTime();
                    int exitCode = end.of(replica);
                    replica.start();
                    rest();
                    restarts.add(new Restart(replica.toString(), exitCode, start, System.nanoTime()));
                }
                return new RestartedFeeds(load.stop(), undisturbedUntil, restarts, attempts.repeatedCalls());
            }
        } finally {
            channel.shutdownNow();
        }
    }

    private void rest() {
        long end = System.nanoTime() + calm.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
