package circumplex.bench.cancel;

import circumplex.bench.load.Loopback;
import circumplex.bench.process.Cluster;
import circumplex.bench.process.Replica;
import circumplex.cli.services.ServiceName;
import circumplex.gateway.v1.FeedPost;
import circumplex.gateway.v1.FeedServiceGrpc;
import circumplex.gateway.v1.RankFeedRequest;
import circumplex.gateway.v1.RankFeedResponse;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Ranks feeds of new posts, cancels each at a random moment, and looks how much processor time the four services take afterwards.
 *
 * <p>A window is 100 ms long; what the services do in one without any call is the floor.
 */
public final class CancelTrial implements AutoCloseable {

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int POSTS = 500;
    private static final int WORDS = 300;
    private static final int WARM_FEEDS = 10;
    private static final List<String> VOCABULARY =
            List.of("kind", "work", "family", "people", "money", "nature", "rules", "fun", "respect", "change", "home", "music");

    private final Random random;
    private final ManagedChannel gateway;
    private final List<Long> pids;
    private int feeds;

    public CancelTrial(Cluster cluster, long seed) {
        random = new Random(seed);
        gateway = Loopback.open(cluster.gateway().address());
        pids = Stream.of(ServiceName.values()).map(cluster::get).map(Replica::pid).toList();
    }

    /**
     * Processor time in ms: of a whole feed; in a window without calls; in the windows after a cancel, the first one first.
     *
     * @param cancelled calls that were cancelled before their answer
     */
    public record Figures(List<Double> whole, List<Double> idle, List<Double> first, List<Double> second, int cancelled) {}

    public Figures run(int calls) {
        List<Double> whole = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        long longest = warmUp();
        int cancelled = 0;
        for (int call = 0; call < calls; call++) {
            long before = ProcessorTime.nanos(pids);
            long start = System.nanoTime();
            if (call % 10 == 0) {
                Futures.getUnchecked(ask());
                whole.add(millisSince(before));
                longest = Math.max(1, System.nanoTime() - start);
                window();
                idle.add(window());
            }
            ListenableFuture<RankFeedResponse> answer = ask();
            LockSupport.parkNanos((long) (random.nextDouble() * longest));
            cancelled += answer.cancel(true) ? 1 : 0;
            first.add(window());
            second.add(window());
        }
        return new Figures(whole, idle, first, second, cancelled);
    }

    @Override
    public void close() {
        gateway.shutdownNow();
    }

    private long warmUp() {
        long took = 0;
        for (int i = 0; i < WARM_FEEDS; i++) {
            long start = System.nanoTime();
            Futures.getUnchecked(ask());
            took = System.nanoTime() - start;
        }
        return took;
    }

    /** A feed that no store knows. */
    private ListenableFuture<RankFeedResponse> ask() {
        feeds++;
        RankFeedRequest.Builder request = RankFeedRequest.newBuilder().setUserId("u").putWeights("benevolence_caring", 1);
        for (int post = 0; post < POSTS; post++) {
            StringBuilder text = new StringBuilder("Post " + post + " of feed " + feeds + " is about the");
            for (int word = 0; word < WORDS; word++) {
                text.append(' ').append(VOCABULARY.get(random.nextInt(VOCABULARY.size())));
            }
            request.addPosts(FeedPost.newBuilder().setPostId("p" + post).setText(text.toString()));
        }
        return FeedServiceGrpc.newFutureStub(gateway).withDeadlineAfter(30, TimeUnit.SECONDS).rankFeed(request.build());
    }

    /** Processor time of the services in the next window. */
    private double window() {
        long before = ProcessorTime.nanos(pids);
        long end = System.nanoTime() + WINDOW_NANOS;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return millisSince(before);
    }

    private double millisSince(long before) {
        return (ProcessorTime.nanos(pids) - before) / 1e6;
    }
}
