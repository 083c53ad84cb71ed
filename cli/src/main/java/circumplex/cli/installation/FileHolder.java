package circumplex.cli.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which process holds a lock on a file, where the system tells. */
public final class FileHolder {

    private static final int PID = 4;
    private static final int FILE = 5;

    private FileHolder() {}

    /** By the list of locks that Linux keeps: kind, force, mode, pid, and device and number of the file. */
    public static Optional<Long> pid(Path file) {
        try {
            String inode = ":" + Files.getAttribute(file, "unix:ino");
            return Files.readAllLines(Path.of("/proc/locks")).stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(fields -> fields.length > FILE && fields[FILE].endsWith(inode))
                    .map(fields -> Long.parseLong(fields[PID]))
                    .filter(pid -> pid > 0)
                    .findFirst();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
