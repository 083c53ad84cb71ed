package circumplex.personalizer.serving;

import circumplex.kit.ConfigurationProblem;
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
        putBack(inUse);
        return inUse;
    }

    /** @throws ConfigurationProblem if a folder is named that cannot be served; what was in use goes on then */
    public void putBack(ModelInUse inUse) {
        if (settings.folder().equals(ServingSettings.SHIPPED)) {
            shipped().ifPresentOrElse(model -> start(inUse, models, model), inUse::close);
        } else if (settings.folder().equals(ServingSettings.NONE)) {
            inUse.close();
        } else {
            start(inUse, models, Path.of(settings.folder()));
        }
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
    private static void start(ModelInUse inUse, ServedModels models, Model shipped) {
        try {
            inUse.replace(models.load(shipped));
        } catch (EngineUnavailable e) {
            inUse.close();
            LOG.warn("the shrunk gain personalizes instead of the model: {}", e.getMessage());
        }
    }

    private static void start(ModelInUse inUse, ServedModels models, Path named) {
        try {
            inUse.replace(models.load(named));
        } catch (BadModel | EngineUnavailable e) {
            throw new ConfigurationProblem("CALIBRATOR_FOLDER: " + e.getMessage());
        }
    }
}
