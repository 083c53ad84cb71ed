package circumplex.cli.installation;

import circumplex.cli.services.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Stops the services of a data folder: the gateway first, so that the feeds it is at still find the others, then the others at once.
 */
public final class StopServices {

    private static final Duration LOCK_LIMIT = Duration.ofMinutes(2);

    private StopServices() {}

    /**
     * How each service ended that was written down; empty where none was.
     *
     * @param limit how long a service may take to finish what it is at
     */
    public static Map<ServiceName, StopOutcome> stop(Path folder, Duration limit) {
        RunFolder runs = RunFolder.of(folder);
        Map<ServiceName, StopOutcome> outcomes = new EnumMap<>(ServiceName.class);
        if (runs.isEmpty()) {
            return outcomes;
        }
        try (RunLock lock = RunLock.take(runs, LOCK_LIMIT)) {
            List<RunFile> files = runs.files();
            outcomes.putAll(StopProcesses.stop(files.stream().filter(StopServices::isFirst).toList(), limit));
            outcomes.putAll(StopProcesses.stop(files.stream().filter(file -> !isFirst(file)).toList(), limit));
            PortPlan.ORDER.forEach(runs::remove);
        }
        return outcomes;
    }

    private static boolean isFirst(RunFile file) {
        return file.service() == ServiceName.GATEWAY;
    }
}
