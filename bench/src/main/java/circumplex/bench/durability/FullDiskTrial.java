package circumplex.bench.durability;

import circumplex.bench.load.Loopback;
import circumplex.bench.process.InvalidTrial;
import circumplex.bench.process.Limits;
import circumplex.bench.process.Replica;
import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/** Writes to a service until its disk is full, goes on, gives it a larger disk, and looks for everything that was acknowledged. */
final class FullDiskTrial {

    private static final int MOST_WRITES = 100_000;

    private final ServiceProgram program;
    private final ServiceName service;
    private final Path folder;

    FullDiskTrial(ServiceProgram program, ServiceName service, Path folder) {
        this.program = program;
        this.service = service;
        this.folder = folder;
    }

    /**
     * @param acknowledged writes before the disk was full
     * @param refusal what the first write afterwards was answered with
     */
    record Outcome(int acknowledged, StatusRuntimeException refusal, boolean servedAfterwards, Findings findings) {}

    Outcome run(int diskKibibytes, long seed) {
        Findings findings = new Findings();
        Writer writer = service == ServiceName.GATEWAY
                ? new ProfileWriter(new SplittableRandom(seed), findings)
                : new AnnotationWriter(new SplittableRandom(seed), findings);
        StatusRuntimeException refusal;
        boolean served;
        try (Replica small = new Replica(Limits.fileSize(program, diskKibibytes), service, folder, Map.of()).start()) {
            ManagedChannel channel = Loopback.open(small.address());
            refusal = fill(writer, channel);
            served = small.alive();
            channel.shutdownNow();
        }
        try (Replica large = new Replica(program, service, folder, Map.of()).start()) {
            ManagedChannel channel = Loopback.open(large.address());
            writer.comparisons(channel).forEach(Runnable::run);
            channel.shutdownNow();
        }
        return new Outcome(writer.acknowledged(), refusal, served, findings);
    }

    private static StatusRuntimeException fill(Writer writer, ManagedChannel channel) {
        for (int i = 0; i < MOST_WRITES; i++) {
            try {
                writer.write(channel);
            } catch (StatusRuntimeException full) {
                return full;
            }
        }
        throw new InvalidTrial("the disk is too large to be filled");
    }
}
