package circumplex.personalizer.calibration.training;

import circumplex.model.BadModel;
import circumplex.model.tensor.Dtype;
import circumplex.model.tensor.Safetensors;
import circumplex.model.tensor.Tensor;
import circumplex.model.tensor.Tensors;
import circumplex.personalizer.calibration.map.NetworkShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where a training run stands, as one file for each network, replaced as a whole every few seconds. */
public final class TrainingState {

    static final TrainingState FORGETFUL = new TrainingState(Optional.empty(), Duration.ZERO);

    private final Optional<Path> folder;
    private final Duration interval;
    private final Map<Integer, Long> written = new ConcurrentHashMap<>();

    private TrainingState(Optional<Path> folder, Duration interval) {
        this.folder = folder;
        this.interval = interval;
    }

    /** @param interval how much work may be lost when the process is killed */
    public static TrainingState in(Path folder, Duration interval) {
        return new TrainingState(Optional.of(folder), interval);
    }

    public Optional<NetworkTraining.Checkpoint> read(int net, NetworkShape shape) {
        Path file = folder.map(in -> in.resolve(name(net))).orElse(null);
        if (file == null || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Tensors tensors = Safetensors.read(Files.readAllBytes(file));
            int size = shape.parameters();
            return Optional.of(new NetworkTraining.Checkpoint(
                    tensors.require("step", Dtype.I32, 1).ints()[0],
                    tensors.require("parameters", Dtype.F32, size).floats(),
                    tensors.require("moments.first", Dtype.F32, size).floats(),
                    tensors.require("moments.second", Dtype.F32, size).floats()));
        } catch (BadModel e) {
            throw new IllegalArgumentException("the checkpoint " + file + " cannot be used; remove it to begin again", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps where the run stands, when it is time to or the run is done. */
    void write(int net, NetworkTraining run) {
        long now = System.nanoTime();
        long last = written.computeIfAbsent(net, first -> now);
        if (folder.isEmpty() || (!run.done() && now - last < interval.toNanos())) {
            return;
        }
        written.put(net, now);
        NetworkTraining.Checkpoint checkpoint = run.checkpoint();
        byte[] bytes = Safetensors.write(Tensors.of(Map.of(
                "step", Tensor.of(new int[] {checkpoint.step()}, 1),
                "parameters", Tensor.of(checkpoint.parameters(), checkpoint.parameters().length),
                "moments.first", Tensor.of(checkpoint.firstMoments(), checkpoint.firstMoments().length),
                "moments.second", Tensor.of(checkpoint.secondMoments(), checkpoint.secondMoments().length))));
        try {
            Path next = folder.get().resolve(name(net) + ".new");
            Files.write(next, bytes);
            Files.move(next, folder.get().resolve(name(net)), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(int net) {
        return "net-" + net + ".safetensors";
    }
}
