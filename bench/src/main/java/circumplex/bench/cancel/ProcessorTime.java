package circumplex.bench.cancel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processor time of processes by the scheduler's count, in nanoseconds. */
final class ProcessorTime {

    private ProcessorTime() {}

    static long nanos(List<Long> pids) {
        return pids.stream().mapToLong(ProcessorTime::nanos).sum();
    }

    private static long nanos(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.mapToLong(ProcessorTime::ofThread).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("this needs the files of Linux in /proc", e);
        }
    }

    private static long ofThread(Path thread) {
        try {
            return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
        } catch (NoSuchFileException e) {
            // It ended meanwhile.
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
