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
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Ranks feeds at a steady rate while every replica of a fleet is restarted in turn. */
public final class RollingRestartTrial {

    private static final int WARMING_CALLERS = 8;

    /** Of what the services can answer: a baseline that is busy to the brim says nothing about restarts. */
    private static final double SHARE_OF_MOST = 0.5;

    private final Fleet fleet;
    private final int posts;
    private final double callsPerSecond;
    private final Duration deadline;
    private final Duration warm;
    private final Duration calm;
    private final long seed;

    /**
     * @param callsPerSecond how many feeds, or half of what the services can answer if that is less
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

    /**
     * Restarts replicas; the clients use the default service config, with its retries or without them.
     *
     * @param turns those that go and come back together, turn after turn
     */
    public RestartedFeeds run(List<List<Replica>> turns, End end, boolean retries) {
        ManagedChannel channel = Replicated.open("gateway", fleet.addresses(ServiceName.GATEWAY), retries);
        Attempts attempts = new Attempts();
        RankFeedRequest request = SampleFeeds.request(posts);
        try {
            SampleFeeds.annotate(channel);
            SampleFeeds.warmUp(channel, request);
            FeedServiceGrpc.FeedServiceFutureStub feeds = FeedServiceGrpc.newFutureStub(ClientInterceptors.intercept(channel, attempts));
            Supplier<ListenableFuture<RankFeedResponse>> call =
                    () -> feeds.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS).rankFeed(request);
            ClosedLoop.answersPerSecond(WARMING_CALLERS, warm, call);
            double most = ClosedLoop.answersPerSecond(WARMING_CALLERS, calm, call);
            double rate = Math.min(callsPerSecond, SHARE_OF_MOST * most);
            attempts.forget();
            try (GatewayCalls inner = new GatewayCalls(fleet.of(ServiceName.GATEWAY));
                    OpenLoop<RankFeedResponse, Boolean> load =
                            OpenLoop.start(rate, seed, call, answer -> answer.getDegradationsCount() == 0)) {
                rest();
                long undisturbedUntil = System.nanoTime();
                List<Restart> restarts = new ArrayList<>();
                for (List<Replica> together : turns) {
                    long start = System.nanoTime();
                    List<Integer> exitCodes = end.of(together);
                    together.forEach(Replica::launch);
                    together.forEach(Replica::awaitServing);
                    rest();
                    String names = together.stream().map(Replica::toString).collect(Collectors.joining(", "));
                    restarts.add(new Restart(names, exitCodes, start, System.nanoTime()));
                }
                return new RestartedFeeds(
                        load.stop(), undisturbedUntil, restarts, rate, most, attempts.repeatedCalls(), inner.stop());
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
