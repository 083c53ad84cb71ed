package circumplex.personalizer.serving;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The model that answers now, or none. Whoever asks it holds a lease meanwhile; a model that was replaced answers those who hold one and
 * is closed by the last of them. So a swap makes nobody wait and nobody fail.
 */
public final class ModelInUse implements AutoCloseable {

    /** The tenants that have no model of their own. */
    public static final String EVERYBODY = "";

    private final AtomicReference<@Nullable ServedModel> current = new AtomicReference<>();
    private final String tenant;

    /** Where the model stands that answers all who have none of their own. */
    public ModelInUse() {
        this(EVERYBODY);
    }

    /** @param tenant whose calls it answers */
    ModelInUse(String tenant) {
        this.tenant = tenant;
    }

    /** Whose calls it answers; {@link #EVERYBODY} for all who have no model of their own. */
    public String tenant() {
        return tenant;
    }

    /** The right to ask a model until it is given back; giving it back twice counts once. */
    public static final class Lease implements AutoCloseable {

        private final ServedModel model;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Lease(ServedModel model) {
            this.model = model;
        }

        public ServedModel model() {
            return model;
        }

        @Override
        public void close() {
            if (held.compareAndSet(true, false)) {
                model.release();
            }
        }
    }

    /** Empty while no model is in use. The same model for as long as the lease is held. */
    public Optional<Lease> lease() {
        while (true) {
            ServedModel model = current.get();
            if (model == null) {
                return Optional.empty();
            }
            if (model.hold()) {
                return Optional.of(new Lease(model));
            }
            // It was replaced and closed between the two lines: there is a newer one.
        }
    }

    /** From now on this model answers, which is taken over and closed when it is replaced in turn. */
    public void replace(ServedModel next) {
        flip(next);
    }

    /** From now on none answers. */
    @Override
    public void close() {
        flip(null);
    }

    private void flip(@Nullable ServedModel next) {
        ServedModel last = current.getAndSet(next);
        if (last != null) {
            last.close();
        }
    }
}
