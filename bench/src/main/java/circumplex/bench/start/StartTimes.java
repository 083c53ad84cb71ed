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

/** Starts every service in each of the ways, in turn, so that noise meets all alike. */
public final class StartTimes {

    /** A way to start. */
    public enum Kind {
        /** Again, without the archive of classes. */
        PLAIN,
        /** Again, with the archive. */
        ARCHIVED,
        /** For the first time, with the archive: the schema is made. */
        FIRST
    }

    private final ServiceProgram program;
    private final Path folder;
    private final Map<Kind, Map<ServiceName, List<Double>>> seconds = new EnumMap<>(Kind.class);

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
                for (Kind kind : Kind.values()) {
                    double each = start(kind, service, i);
                    if (i > 0) {
                        seconds.computeIfAbsent(kind, k -> new EnumMap<>(ServiceName.class))
                                .computeIfAbsent(service, s -> new ArrayList<>())
                                .add(each);
                    }
                }
            }
        }
        return this;
    }

    /** Seconds of the starts of a kind, in order of time. */
    public List<Double> of(Kind kind, ServiceName service) {
        return seconds.getOrDefault(kind, Map.of()).getOrDefault(service, List.of()).stream().sorted().toList();
    }

    private double start(Kind kind, ServiceName service, int round) {
        ServiceProgram command = kind == Kind.PLAIN ? Archives.without(program) : program;
        Path data = folder.resolve(kind == Kind.FIRST ? service.label() + "-" + round : service.label());
        try (Replica replica = new Replica(command, service, data, Map.of())) {
            long start = System.nanoTime();
            replica.start();
            double taken = (System.nanoTime() - start) / 1e9;
            replica.terminate();
            replica.exitCode();
            return taken;
        }
    }
}
