package circumplex.bench.availability;

import circumplex.bench.load.Loopback;
import circumplex.bench.load.OpenLoop;
import circumplex.bench.load.Outcome;
import circumplex.bench.load.Outcomes;
import circumplex.bench.load.SampleFeeds;
import circumplex.bench.process.Cluster;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import circumplex.gateway.v1.Stage;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Four services under a steady load of {@code RankFeed}; the trial takes away the ones behind the gateway and gives them back. */
public final class AvailabilityTrial implements AutoCloseable {

    /** So many whole answers in a row: the services are back. */
    private static final int WHOLE_AGAIN = 10;

    private static final int PATIENCE_SECONDS = 60;

    private final Duration outage;
    private final Cluster cluster;
    private final ManagedChannel channel;
    private final OpenLoop<RankFeedResponse, Answer> load;
    private final List<Away> times = new ArrayList<>();

    /**
     * Starts services and load.
     *
     * @param settings of all services, beside those that say where they are
     * @param outage how long services are away
     */
    public AvailabilityTrial(
            ServiceProgram program, Path folder, Map<String, String> settings, int posts, double callsPerSecond, Duration deadline, Duration outage, long seed) {
        this.outage = outage;
        this.cluster = Cluster.start(program, folder, settings);
        this.channel = Loopback.open(cluster.gateway().address());
        RankFeedRequest request = SampleFeeds.request(posts);
        SampleFeeds.annotate(channel);
        SampleFeeds.warmUp(channel, request);
        FeedServiceGrpc.FeedServiceFutureStub feeds = FeedServiceGrpc.newFutureStub(channel);
        this.load = OpenLoop.start(
                callsPerSecond,
                seed,
                () -> feeds.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS).rankFeed(request),
                response -> Answer.of(request, response));
        awaitWholeAnswersFrom(System.nanoTime());
    }

    /** Takes one service away and gives it back. */
    public void strike(Strike strike, ServiceName service) {
        Set<Stage> missing = Set.of(stage(service));
        // One that is slow may still be in time.
        strike(strike, List.of(service), service.label() + ", " + strike, answer -> answer.degraded().equals(missing)
                || (strike == Strike.SLOW && answer.whole()));
    }

    /** All three at once: the feed comes back as it was sent, and says so. Where they are slow some may be in time, or all. */
    public void strikeAll(Strike strike) {
        Predicate<Answer> asSent =
                answer -> answer.inputOrder() && answer.degraded().containsAll(EnumSet.of(Stage.STAGE_CLASSIFY, Stage.STAGE_RANK));
        strike(
                strike,
                List.of(ServiceName.CLASSIFIER, ServiceName.PERSONALIZER, ServiceName.RANKER),
                "all three, " + strike,
                strike == Strike.SLOW ? answer -> answer.whole() || !answer.degraded().isEmpty() : asSent);
    }

    /** Ends the load: what came of all calls, and of those during each outage. */
    public Availabilities stop() {
        Outcomes<Answer> all = load.stop();
        return new Availabilities(all, times.stream().map(time -> time.of(all)).toList());
    }

    @Override
    public void close() {
        load.close();
        channel.shutdownNow();
        cluster.close();
    }

    private void strike(Strike strike, List<ServiceName> services, String name, Predicate<Answer> flagged) {
        services.forEach(service -> strike.take(cluster.get(service)));
        long gone = System.nanoTime();
        await(gone + outage.toNanos());
        long returning = System.nanoTime();
        services.forEach(service -> strike.giveBack(cluster.get(service)));
        long back = System.nanoTime();
        long whole = awaitWholeAnswersFrom(back);
        times.add(new Away(name, gone, returning, Math.max(0, whole - back) / 1e6, flagged));
    }

    /** When services could not answer, and how answers look that say so. */
    private record Away(String name, long gone, long returning, double wholeAfterMillis, Predicate<Answer> flagged) {

        /** A call that is still waiting when the services are back may get a whole answer, but has to get one. */
        Outage of(Outcomes<Answer> all) {
            Outcomes<Answer> during = all.only(call -> call.sentNanos() - gone > 0 && call.sentNanos() - returning < 0);
            int unflagged = during.only(call -> call.doneNanos() - returning < 0 && call.note() != null && !flagged.test(call.note()))
                    .count();
            return new Outage(name, during, unflagged, wholeAfterMillis);
        }
    }

    /** When the first of the whole answers in a row was sent. */
    private long awaitWholeAnswersFrom(long start) {
        long patience = start + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() - patience < 0) {
            await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
            int row = 0;
            long first = start;
            for (Outcome<Answer> call : load.soFar().only(each -> each.sentNanos() - start > 0).calls()) {
                boolean whole = call.note() != null && call.note().whole();
                first = row == 0 ? call.sentNanos() : first;
                row = whole ? row + 1 : 0;
                if (row == WHOLE_AGAIN) {
                    return first;
                }
            }
        }
        throw new IllegalStateException("the answers are not whole after " + PATIENCE_SECONDS + " s");
    }

    private static void await(long nanoTime) {
        while (System.nanoTime() - nanoTime < 0) {
            LockSupport.parkNanos(nanoTime - System.nanoTime());
        }
    }

    private static Stage stage(ServiceName service) {
        return switch (service) {
            case CLASSIFIER -> Stage.STAGE_CLASSIFY;
            case PERSONALIZER -> Stage.STAGE_PERSONALIZE;
            case RANKER -> Stage.STAGE_RANK;
            case GATEWAY -> throw new IllegalArgumentException("the gateway is asked, it cannot be away");
        };
    }
}
