package circumplex.bench.start;

import circumplex.bench.process.InvalidTrial;
import circumplex.bench.process.Replica;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Starts every service with its archive of classes and without it, in turn, so that noise meets both alike. */
public final class StartTimes {

    private final ServiceProgram program;
    private final Path folder;
    private final Map<ServiceName, List<Double>> plain = new EnumMap<>(ServiceName.class);
    private final Map<ServiceName, List<Double>> archived = new EnumMap<>(ServiceName.class);

    public StartTimes(ServiceProgram program, Path folder) {
        this.program = program;
        this.folder = folder;
        for (ServiceName service : ServiceName.values()) {
            if (!Archives.isNamedBy(program, service)) {
                throw new InvalidTrial("there is no archive of classes for " + service.label());
            }
        }
    }

    /** Once without counting, which warms the disk and makes the databases, then so many times. */
    public StartTimes measure(int starts) {
        for (int i = 0; i <= starts; i++) {
            for (ServiceName service : ServiceName.values()) {
                double without = seconds(Archives.without(program), service);
                double with = seconds(program, service);
                if (i > 0) {
                    plain.computeIfAbsent(service, s -> new ArrayList<>()).add(without);
                    archived.computeIfAbsent(service, s -> new ArrayList<>()).add(with);
                }
            }
        }
        return this;
    }

    /** Seconds of the starts without the archive, in order of time. */
    public List<Double> plain(ServiceName service) {
        return sorted(plain, service);
    }

    /** Seconds of the starts with it. */
    public List<Double> archived(ServiceName service) {
        return sorted(archived, service);
    }

    private double seconds(ServiceProgram command, ServiceName service) {
        try (Replica replica = new Replica(command, service, folder.resolve(service.label()), Map.of())) {
            long start = System.nanoTime();
            replica.start();
            double seconds = (System.nanoTime() - start) / 1e9;
            replica.terminate();
            replica.exitCode();
            return seconds;
        }
    }

    private static List<Double> sorted(Map<ServiceName, List<Double>> times, ServiceName service) {
        return times.getOrDefault(service, List.of()).stream().sorted().toList();
    }
}
