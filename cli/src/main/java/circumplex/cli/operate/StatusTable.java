package circumplex.cli.operate;

import circumplex.cli.installation.RunFile;
import circumplex.cli.installation.ServiceState;
import circumplex.cli.services.Health;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The services of an installation for people: one line each, and one more for each name of a service that does not serve. */
final class StatusTable {

    private static final String ROW = "%-17s %-12s %-16s %8s  %11s %8s%n";

    private final PrintWriter out;

    StatusTable(PrintWriter out) {
        this.out = out;
    }

    void print(Path data, List<ServiceState> states) {
        Instant now = Instant.now();
        out.printf(Locale.ROOT, ROW, "service", "state", "address", "pid", "up for", "memory");
        states.forEach(state -> print(state, now));
        out.println("data in " + data.toAbsolutePath().normalize());
    }

    private void print(ServiceState state, Instant now) {
        out.printf(
                Locale.ROOT,
                ROW,
                state.service().label(),
                state.words(),
                state.file().map(RunFile::address).map(Object::toString).orElse("–"),
                state.running() ? state.file().map(file -> Long.toString(file.process().pid())).orElse("–") : "–",
                state.uptime(now).map(StatusTable::duration).orElse("–"),
                state.residentBytes().isPresent() ? (state.residentBytes().getAsLong() >> 20) + " MiB" : "–");
        state.byName().forEach((name, health) -> {
            if (health != Health.SERVING) {
                out.println("  " + name + ": " + health.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        });
        if (state.newerBuild()) {
            out.println("  a newer build is there: ./circumplex down, then up, to run it");
        }
    }

    /** The two largest units. */
    static String duration(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + " min " + time.toSecondsPart() + " s" : time.toSeconds() + " s";
    }
}
