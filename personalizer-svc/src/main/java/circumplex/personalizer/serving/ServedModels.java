package circumplex.personalizer.serving;

import circumplex.model.BadModel;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelShelf;
import circumplex.personalizer.calibration.Calibrator;
import circumplex.personalizer.calibration.CalibratorWeights;
import circumplex.personalizer.calibration.folder.CalibratorFolder;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Loads models. In plain Java nothing native is loaded; on the engine, which is started with the first of them, there is one for the
 * process, and no more calls run in it at once than there are cores.
 */
@Singleton
public final class ServedModels implements AutoCloseable {

    private final Alignments alignments;
    private final boolean onEngine;
    private @Nullable Torch torch;

    ServedModels(Alignments alignments, ServingSettings settings) {
        this.alignments = alignments;
        onEngine = settings.engine().equals(ServingSettings.PYTORCH);
    }

    /**
     * Reads, checks, warms. Takes a second or two; call it beside requests, not in one.
     *
     * @param folder a model's own folder, named by its id
     * @throws BadModel if it is not as it was published, is no calibrator or one for other code, or answers otherwise than recorded
     * @throws EngineUnavailable if the engine is wanted, and there is no native library for this machine
     */
    public ServedModel load(Path folder) throws EngineUnavailable {
        return load(read(folder));
    }

    /** @throws BadModel if it is not as it was published */
    static Model read(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path shelf = absolute.getParent();
        Path name = absolute.getFileName();
        if (shelf == null || name == null) {
            throw new BadModel("a model is a folder that is named by its id");
        }
        return new ModelShelf(shelf).load(name.toString());
    }

    /** As {@link #load(Path)}, of a model that was read already. */
    public ServedModel load(Model model) throws EngineUnavailable {
        CalibratorWeights weights = CalibratorFolder.weights(model);
        return ServedModel.of(model, onEngine ? new Calibrator(weights, engine()) : Calibrator.plain(weights), alignments);
    }

    /** Frees what models that were not closed hold. */
    @Override
    @PreDestroy
    public synchronized void close() {
        if (torch != null) {
            torch.close();
            torch = null;
        }
    }

    private synchronized Torch engine() throws EngineUnavailable {
        if (torch == null) {
            torch = Torch.start();
        }
        return torch;
    }
}
