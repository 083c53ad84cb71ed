package circumplex.cli.installation;

import circumplex.cli.services.ServiceName;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Ends processes of services: asks, waits while they finish what they are at, and uses force on what is left. */
final class StopProcesses {

    private static final long LOOK_MILLIS = 20;
    private static final Duration FORCE_LIMIT = Duration.ofSeconds(10);

    private StopProcesses() {}

    /** How each of {@code files} ended; none of them is alive afterwards. A process that only has the number of one is left alone. */
    static Map<ServiceName, StopOutcome> stop(List<RunFile> files, Duration limit) {
        Map<ServiceName, StopOutcome> outcomes = new EnumMap<>(ServiceName.class);
        for (RunFile file : files) {
            boolean asked = file.process().handle().map(ProcessHandle::destroy).orElse(false);
            outcomes.put(file.service(), asked ? StopOutcome.STOPPED : StopOutcome.WAS_GONE);
        }
        await(files, limit);
        for (RunFile file : files) {
            file.process().handle().ifPresent(left -> {
                left.destroyForcibly();
                outcomes.put(file.service(), StopOutcome.KILLED);
            });
        }
        await(files, FORCE_LIMIT);
        return outcomes;
    }

    private static void await(List<RunFile> files, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        while (files.stream().anyMatch(RunFile::isAlive) && System.nanoTime() - deadline < 0 && !interrupted) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
