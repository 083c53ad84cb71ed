package circumplex.cli.installation;

import circumplex.cli.services.Health;
import circumplex.cli.services.HealthClient;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at the four services of a data folder, and changes nothing. */
public final class InspectServices {

    private static final String RESIDENT = "VmRSS:";

    private InspectServices() {}

    /** All four, in the order of their ports. */
    public static List<ServiceState> inspect(Path folder) {
        RunFolder runs = RunFolder.of(folder);
        return PortPlan.ORDER.stream().map(service -> inspect(service, runs.file(service))).toList();
    }

    private static ServiceState inspect(ServiceName service, Optional<RunFile> file) {
        return file.filter(RunFile::isAlive)
                .map(InspectServices::ask)
                .orElseGet(() -> new ServiceState(service, file, false, Health.UNREACHABLE, Map.of(), OptionalLong.empty(), false));
    }

    private static ServiceState ask(RunFile running) {
        ServiceName service = running.service();
        try (HealthClient client = new HealthClient(service, running.address())) {
            Health health = client.process();
            Map<String, Health> byName = health == Health.UNREACHABLE ? Map.of() : client.byName();
            return new ServiceState(service, Optional.of(running), true, health, byName, resident(running.process().pid()), isOld(running));
        }
    }

    private static OptionalLong resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean isOld(RunFile file) {
        return Build.timeOf(Path.of(file.program())).isAfter(file.built());
    }
}
