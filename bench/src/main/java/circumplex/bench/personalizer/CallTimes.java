package circumplex.bench.personalizer;

import circumplex.bench.load.Loopback;
import circumplex.bench.load.RawBytes;
import circumplex.cli.services.Address;
import circumplex.personalizer.v1.PersonalizerServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times the same calls on several servers, in turn. */
public final class CallTimes {

    private static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.newBuilder(new RawBytes(), new RawBytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(PersonalizerServiceGrpc.getPersonalizeScoresMethod().getFullMethodName())
            .build();

    private CallTimes() {}

    /** One answer of a server. */
    public static byte[] answer(Address server, byte[] request) {
        ManagedChannel channel = Loopback.open(server);
        try {
            return call(channel, request);
        } finally {
            channel.shutdownNow();
        }
    }

    /**
     * One caller, which asks the servers in turn, so that what disturbs one disturbs all.
     *
     * @return by server its times in nanoseconds
     */
    public static List<Histogram> inTurn(List<Address> servers, List<byte[]> requests, int calls) {
        List<Histogram> times = servers.stream().map(server -> new Histogram(TimeUnit.SECONDS.toNanos(20), 3)).toList();
        List<ManagedChannel> channels = servers.stream().map(Loopback::open).toList();
        try {
            for (int i = -calls; i < calls; i++) {
                for (int each = 0; each < channels.size(); each++) {
                    // Nobody is always the one after the others.
                    int s = Math.floorMod(i + each, channels.size());
                    long start = System.nanoTime();
                    call(channels.get(s), requests.get(Math.floorMod(i, requests.size())));
                    long nanos = System.nanoTime() - start;
                    if (i >= 0) {
                        times.get(s).recordValue(nanos);
                    }
                }
            }
            return times;
        } finally {
            channels.forEach(ManagedChannel::shutdownNow);
        }
    }

    /** Answered calls of several callers. */
    public static double perSecond(Address server, List<byte[]> requests, int callers, Duration duration) {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long start = System.nanoTime();
            List<Future<Integer>> counts = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                counts.add(threads.submit(() -> callUntil(start + duration.toNanos(), server, requests)));
            }
            int all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            return all / ((System.nanoTime() - start) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call fails", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int callUntil(long end, Address server, List<byte[]> requests) {
        int count = 0;
        ManagedChannel channel = Loopback.open(server);
        try {
            do {
                call(channel, requests.get(count % requests.size()));
                count++;
            } while (System.nanoTime() - end < 0);
        } finally {
            channel.shutdownNow();
        }
        return count;
    }

    private static byte[] call(ManagedChannel channel, byte[] request) {
        return ClientCalls.blockingUnaryCall(channel, METHOD, CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), request);
    }
}
