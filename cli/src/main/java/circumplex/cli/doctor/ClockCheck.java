package circumplex.cli.doctor;

import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that is behind the jars was wrong then or is wrong now. */
final class ClockCheck {

    private static final Duration TOLERATED = Duration.ofMinutes(1);

    private ClockCheck() {}

    static Finding run(Clock clock, Path jars) {
        Instant now = clock.instant();
        for (ServiceName service : ServiceName.values()) {
            if (modified(jars.resolve(service.jar())).isAfter(now.plus(TOLERATED))) {
                return Finding.warn(
                        "clock",
                        "The clock says " + now + ", before " + service.jar() + " was built",
                        "Set the clock; deadlines, ages of annotations and builds go by it");
            }
        }
        return Finding.ok("clock", "The clock is not behind the jars");
    }

    private static Instant modified(Path jar) {
        try {
            return Files.getLastModifiedTime(jar).toInstant();
        } catch (IOException e) {
            // Another check says that it is missing.
            return Instant.EPOCH;
        }
    }
}
