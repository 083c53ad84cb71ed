package circumplex.bench.durability;

import circumplex.bench.durability.Findings.Kind;
import circumplex.bench.load.Loopback;
import circumplex.bench.process.InvalidTrial;
import circumplex.bench.process.Replica;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One crash: clients write to a service, it is killed in the middle, started again, and the clients look for what they were told.
 *
 * @param acknowledged writes that were acknowledged
 * @param writesPerSecond how many there were in each second before the kill
 */
record Crash(int acknowledged, double writesPerSecond) {

    /** With fewer writes a second too little is under way when the kill comes. */
    static final double LEAST_WRITES_PER_SECOND = 50;

    /** Before the clock starts: a process that has just started answers slowly. */
    private static final int FIRST_WRITES = 100;

    private static final long EARLIEST_MILLIS = 300;
    private static final long LATEST_MILLIS = 1500;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Crashes {@code service}, which runs before and after. */
    static Crash of(Replica service, List<? extends Writer> writers, SplittableRandom random, Findings findings) {
        ManagedChannel before = Loopback.open(service.address());
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        Crash crash;
        try {
            crash = writeAndKill(service, writers, random.nextLong(EARLIEST_MILLIS, LATEST_MILLIS), before, threads);
        } finally {
            threads.shutdownNow();
            before.shutdownNow();
        }
        service.start();
        ManagedChannel after = Loopback.open(service.address());
        try {
            writers.stream().flatMap(writer -> writer.comparisons(after)).forEach(comparison -> run(comparison, service, findings));
        } finally {
            after.shutdownNow();
        }
        return crash;
    }

    private static void run(Runnable comparison, Replica service, Findings findings) {
        try {
            comparison.run();
        } catch (StatusRuntimeException e) {
            findings.add(Kind.BROKEN, service + " answers " + e.getStatus() + "; its log: " + service.log());
        }
    }

    private static Crash writeAndKill(
            Replica service, List<? extends Writer> writers, long millis, ManagedChannel channel, ExecutorService threads) {
        List<CompletableFuture<Void>> ends = writers.stream()
                .map(writer -> CompletableFuture.runAsync(() -> writeUntilRefused(writer, channel, service), threads))
                .toList();
        long patience = System.nanoTime() + PATIENCE_NANOS;
        while (acknowledged(writers) < FIRST_WRITES && System.nanoTime() < patience && !ends.get(0).isDone()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        int first = acknowledged(writers);
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        double rate = (acknowledged(writers) - first) / ((System.nanoTime() - start) / 1e9);
        service.kill();
        ends.forEach(CompletableFuture::join);
        if (rate < LEAST_WRITES_PER_SECOND) {
            throw new InvalidTrial("%s acknowledged %.0f writes/s before the kill, %.0f are needed"
                    .formatted(service, rate, LEAST_WRITES_PER_SECOND));
        }
        return new Crash(acknowledged(writers), rate);
    }

    private static void writeUntilRefused(Writer writer, ManagedChannel channel, Replica service) {
        while (true) {
            try {
                writer.write(channel);
            } catch (StatusRuntimeException e) {
                service.exitCode();
                return;
            }
        }
    }

    private static int acknowledged(List<? extends Writer> writers) {
        return writers.stream().mapToInt(Writer::acknowledged).sum();
    }
}
