package circumplex.cli.installation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One process, told apart from a later one that gets the same number. A mark that is not that of the process with this number now
 * is the mark of a process that has ended.
 *
 * @param start when it started: on Linux the boot and the kernel's own count since then, which no change of the clock moves; else
 *     milliseconds since 1970
 */
public record ProcessMark(long pid, String start) {

    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");
    private static final int STATE = 0;
    private static final int START_TICKS = 19;

    /** The mark of the process that has this number now; empty if there is none, or it has ended and nobody has buried it. */
    public static Optional<ProcessMark> of(long pid) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (handle.isEmpty()) {
            return Optional.empty();
        }
        if (Files.isReadable(BOOT)) {
            return ofKernel(pid);
        }
        return handle.get().info().startInstant().map(Instant::toEpochMilli).map(millis -> new ProcessMark(pid, millis.toString()));
    }

    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** The process, if it still is this one. */
    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    /** What follows the name of the program, which may itself hold spaces and brackets, in {@code /proc/PID/stat}. */
    private static Optional<ProcessMark> ofKernel(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return hasEnded(pid, fields[STATE]) ? Optional.empty() : Optional.of(new ProcessMark(pid, Files.readString(BOOT).strip() + "/" + fields[START_TICKS]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A process whose first thread has ended still has its ports and files for as long as others of its threads are ending. */
    private static boolean hasEnded(long pid, String state) throws IOException {
        if (!state.equals("Z") && !state.equals("X")) {
            return false;
        }
        try (Stream<Path> threads = Files.list(PROC.resolve(pid + "/task"))) {
            return threads.count() <= 1;
        }
    }
}
