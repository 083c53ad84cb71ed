package circumplex.personalizer.serving;

import circumplex.kit.config.ConfigurationProblem;
import circumplex.model.BadModel;
import circumplex.model.engine.EngineUnavailable;
import circumplex.model.folder.Model;
import circumplex.model.folder.ModelShelf;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model that the process starts with, and that is back when no model of the registry is in production any more. */
@Factory
public final class StartingModel {

    private static final Logger LOG = LoggerFactory.getLogger(StartingModel.class);

    /** Where models ship, beside a file that names the one in use. */
    private static final String AT = "/circumplex/personalizer/model";

    private static final String POINTER = AT + "/default.model";

    private final ServedModels models;
    private final ServingSettings settings;

    StartingModel(ServedModels models, ServingSettings settings) {
        this.models = models;
        this.settings = settings;
    }

    /** @throws ConfigurationProblem if a folder is named that cannot be served */
    @Singleton
    @Bean(preDestroy = "close")
    ModelInUse modelInUse() {
        ModelInUse inUse = new ModelInUse();
        load().ifPresent(inUse::replace);
        return inUse;
    }

    /**
     * Loads it; empty if there is none.
     *
     * @throws ConfigurationProblem if a folder is named that cannot be served
     */
    public Optional<ServedModel> load() {
        if (settings.folder().equals(ServingSettings.SHIPPED)) {
            return shipped().flatMap(this::load);
        }
        return settings.folder().equals(ServingSettings.NONE) ? Optional.empty() : Optional.of(load(Path.of(settings.folder())));
    }

    /**
     * What it says of itself; empty if the gain serves.
     *
     * @throws BadModel if it is not as it was published any more
     */
    public Optional<Model> model() {
        if (settings.folder().equals(ServingSettings.SHIPPED)) {
            return shipped();
        }
        return settings.folder().equals(ServingSettings.NONE) ? Optional.empty() : Optional.of(ServedModels.read(Path.of(settings.folder())));
    }

    /** The model that ships; empty if none does. */
    public static Optional<Model> shipped() {
        try (InputStream pointer = StartingModel.class.getResourceAsStream(POINTER)) {
            if (pointer == null) {
                return Optional.empty();
            }
            String id = new String(pointer.readNBytes(128), StandardCharsets.US_ASCII).strip();
            return Optional.of(ModelShelf.loadShipped(StartingModel.class, AT, id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody asked for this one: without an engine the gain does, and every answer says so. */
    private Optional<ServedModel> load(Model shipped) {
        try {
            return Optional.of(models.load(shipped));
        } catch (EngineUnavailable e) {
            LOG.warn("the shrunk gain personalizes instead of the model: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private ServedModel load(Path named) {
        try {
            return models.load(named);
        } catch (BadModel | EngineUnavailable e) {
            throw new ConfigurationProblem("CALIBRATOR_FOLDER: " + e.getMessage());
        }
    }
}
