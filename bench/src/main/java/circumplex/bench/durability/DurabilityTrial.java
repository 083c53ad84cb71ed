package circumplex.bench.durability;

import circumplex.bench.durability.Findings.Kind;
import circumplex.bench.process.Replica;
import circumplex.bench.process.Storage;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Kills gateway or personalizer-svc again and again while clients write, on one kind of storage. */
public final class DurabilityTrial implements AutoCloseable {

    private static final int CLIENTS = 4;

    private final Replica service;
    private final SplittableRandom random;
    private final Findings findings = new Findings();
    private final List<Crash> crashes = new ArrayList<>();

    /** Starts the service with new storage in {@code folder}. */
    public DurabilityTrial(ServiceProgram program, ServiceName service, Storage storage, Path folder, long seed) {
        this.service = new Replica(program, service, folder, storage.settings(service, folder));
        this.random = new SplittableRandom(seed);
        this.service.start();
    }

    /** Crashes it so many times. */
    public DurabilityTrial crash(int times) {
        for (int i = 0; i < times; i++) {
            List<Writer> writers = Stream.generate(this::writer).limit(CLIENTS).toList();
            crashes.add(Crash.of(service, writers, random.split(), findings));
        }
        return this;
    }

    /** Crashes it until that is found, at most so many times. */
    public DurabilityTrial crashUntil(Kind found, int times) {
        while (findings.count(found) == 0 && crashes.size() < times) {
            crash(1);
        }
        return this;
    }

    public Findings findings() {
        return findings;
    }

    public int kills() {
        return crashes.size();
    }

    public int acknowledged() {
        return crashes.stream().mapToInt(Crash::acknowledged).sum();
    }

    /** The rate of the slowest round. */
    public double leastWritesPerSecond() {
        return crashes.stream().mapToDouble(Crash::writesPerSecond).min().orElse(0);
    }

    @Override
    public void close() {
        service.close();
    }

    private Writer writer() {
        return service.service() == ServiceName.GATEWAY
                ? new ProfileWriter(random.split(), findings)
                : new AnnotationWriter(random.split(), findings);
    }
}
