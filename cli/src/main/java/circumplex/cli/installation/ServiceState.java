package circumplex.cli.installation;

import circumplex.cli.services.Health;
import circumplex.cli.services.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One service of an installation, as it was found.
 *
 * @param file what is written down of it; absent for one that was never started, or was stopped
 * @param running whether its process is there
 * @param health what it says of its process
 * @param byName what it says of its service names
 * @param residentBytes what its process holds of the machine's memory, where the system tells
 * @param newerBuild whether a newer build than the one that runs lies at its place
 */
public record ServiceState(
        ServiceName service,
        Optional<RunFile> file,
        boolean running,
        Health health,
        Map<String, Health> byName,
        OptionalLong residentBytes,
        boolean newerBuild) {

    public boolean serves() {
        return running && health == Health.SERVING && byName.values().stream().allMatch(each -> each == Health.SERVING);
    }

    /** {@code serving}, {@code not serving}, {@code no answer}, {@code died} or {@code not running}. */
    public String words() {
        if (!running) {
            return file.isPresent() ? "died" : "not running";
        }
        if (health == Health.UNREACHABLE) {
            return "no answer";
        }
        return serves() ? "serving" : "not serving";
    }

    public Optional<Duration> uptime(Instant now) {
        return running ? file.map(each -> Duration.between(each.started(), now)) : Optional.empty();
    }
}
