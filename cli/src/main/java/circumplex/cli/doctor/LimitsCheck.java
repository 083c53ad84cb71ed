package circumplex.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What the system lets a process have, and what is left of memory, where it tells. */
final class LimitsCheck {

    private static final long FILES = 1024;
    private static final long PROCESSES = 1024;

    /** What four services take at rest; a service that starts without it makes the machine swap. */
    private static final long MEMORY_MEBIBYTES = 1024;

    private LimitsCheck() {}

    /** @param proc the folder {@code /proc} */
    static List<Finding> run(Path proc) {
        List<Finding> findings = new ArrayList<>();
        findings.add(limit(
                "open files", "ulimit -n", limitOf(proc, "Max open files"), FILES));
        findings.add(limit("threads", "ulimit -u", limitOf(proc, "Max processes"), PROCESSES));
        findings.add(memory(number(proc.resolve("meminfo"), "MemAvailable:")));
        return findings;
    }

    private static Finding limit(String what, String command, OptionalLong limit, long enough) {
        if (limit.isEmpty()) {
            return Finding.ok(what, "No limit of " + what + " is known");
        }
        return limit.getAsLong() < enough
                ? Finding.warn(what, "A process may have " + limit.getAsLong() + " " + what + ", fewer than " + enough, "Raise it with " + command)
                : Finding.ok(what, "A process may have " + limit.getAsLong() + " " + what);
    }

    private static Finding memory(OptionalLong kibibytes) {
        if (kibibytes.isEmpty()) {
            return Finding.ok("memory", "The free memory is not known");
        }
        long free = kibibytes.getAsLong() >> 10;
        return free < MEMORY_MEBIBYTES
                ? Finding.warn("memory", free + " MiB of memory are free, and four services take about " + MEMORY_MEBIBYTES, "Stop something else")
                : Finding.ok("memory", free + " MiB of memory are free");
    }

    /** The soft limit; empty for one that is unlimited or unknown. */
    private static OptionalLong limitOf(Path proc, String name) {
        return number(proc.resolve("self/limits"), name);
    }

    private static OptionalLong number(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip().split("\\s+", -1)[0])
                    .filter(value -> value.matches("[0-9]{1,18}"))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
