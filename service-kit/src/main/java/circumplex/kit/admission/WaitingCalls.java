package circumplex.kit.admission;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How many calls would go on if they had a core: the threads of {@link CallThreads} that the system keeps waiting, on average since it was
 * last asked. Read from what Linux counts for every thread; 0 where there is no such count.
 */
final class WaitingCalls implements DoubleSupplier {

    private static final Path THREADS = Path.of("/proc/self/task");

    private final Path threads;
    private final LongSupplier nanoClock;

    /** What each thread has waited since it was started, in ns, by its number. */
    private Map<String, Long> waited = Map.of();

    private long lastNanos;

    WaitingCalls(LongSupplier nanoClock) {
        this(THREADS, nanoClock);
    }

    /** @param threads a folder for each thread of the process */
    WaitingCalls(Path threads, LongSupplier nanoClock) {
        this.threads = threads;
        this.nanoClock = nanoClock;
        this.lastNanos = nanoClock.getAsLong();
    }

    @Override
    public synchronized double getAsDouble() {
        long now = nanoClock.getAsLong();
        Map<String, Long> before = waited;
        waited = read().orElse(before);
        long sum = 0;
        for (Map.Entry<String, Long> thread : waited.entrySet()) {
            // The number of a thread that has ended may be another one's.
            sum += Math.max(0, thread.getValue() - before.getOrDefault(thread.getKey(), 0L));
        }
        double average = (double) sum / Math.max(1, now - lastNanos);
        lastNanos = now;
        return average;
    }

    /** Empty if there was nothing to be read. */
    private Optional<Map<String, Long>> read() {
        Map<String, Long> all = new HashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(threads)) {
            for (Path folder : folders) {
                readOne(folder, all);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
        return Optional.of(all);
    }

    private static void readOne(Path folder, Map<String, Long> all) {
        try {
            if (Files.readString(folder.resolve("comm")).startsWith(CallThreads.NAME)) {
                // Time on a core, time waiting for one, turns.
                String[] counts = Files.readString(folder.resolve("schedstat")).trim().split(" ", -1);
                all.put(folder.getFileName().toString(), Long.parseLong(counts[1]));
            }
        } catch (IOException | RuntimeException e) {
            // The thread has ended meanwhile, or this system counts nothing.
            return;
        }
    }
}
