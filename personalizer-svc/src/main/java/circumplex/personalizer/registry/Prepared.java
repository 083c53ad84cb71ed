package circumplex.personalizer.registry;

import circumplex.kit.refusal.Refusal;
import circumplex.model.folder.Model;
import circumplex.personalizer.serving.ServedModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that was loaded and warmed beside the calls, or why it could not be. Closed with it, unless somebody has taken it. */
public final class Prepared implements AutoCloseable {

    private final String modelId;
    private final @Nullable Model model;
    private final @Nullable Refusal failure;
    private @Nullable ServedModel served;

    private Prepared(String modelId, @Nullable Model model, @Nullable ServedModel served, @Nullable Refusal failure) {
        this.modelId = modelId;
        this.model = model;
        this.served = served;
        this.failure = failure;
    }

    static Prepared of(Model model, ServedModel served) {
        return new Prepared(model.id(), model, served, null);
    }

    static Prepared failed(String modelId, Refusal failure) {
        return new Prepared(modelId, null, null, failure);
    }

    /** What serves without any model of the registry: nothing needs to be loaded. */
    static Prepared none() {
        return new Prepared("", null, null, null);
    }

    public String modelId() {
        return modelId;
    }

    /** @throws Refusal why it could not be loaded */
    void requireLoaded() {
        if (failure != null) {
            throw failure;
        }
    }

    /** @throws Refusal why it could not be loaded */
    Model model() {
        requireLoaded();
        if (model == null) {
            throw new IllegalStateException("nothing was to be loaded");
        }
        return model;
    }

    /** Hands the loaded model over; only once. */
    Optional<ServedModel> take() {
        Optional<ServedModel> taken = Optional.ofNullable(served);
        served = null;
        return taken;
    }

    @Override
    public void close() {
        take().ifPresent(ServedModel::close);
    }
}
