package circumplex.personalizer.serving;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The model that answers now, or none. Whoever asks it holds a lease meanwhile; a model that was replaced answers those who hold one and
 * is closed by the last of them. So a swap makes nobody wait and nobody fail.
 */
public final class ModelInUse implements AutoCloseable {

    private final AtomicReference<@Nullable Shared> current = new AtomicReference<>();

    /** The right to ask a model until it is given back; giving it back twice counts once. */
    public static final class Lease implements AutoCloseable {

        private final Shared shared;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Lease(Shared shared) {
            this.shared = shared;
        }

        public ServedModel model() {
            return shared.model;
        }

        @Override
        public void close() {
            if (held.compareAndSet(true, false)) {
                shared.release();
            }
        }
    }

    /** A model and how many may still ask it: one for its being in use, and one for each lease. At 0 it is closed for ever. */
    private static final class Shared {

        private final ServedModel model;
        private final AtomicInteger holders = new AtomicInteger(1);

        Shared(ServedModel model) {
            this.model = model;
        }

        boolean take() {
            return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
        }

        void release() {
            if (holders.decrementAndGet() == 0) {
                model.close();
            }
        }
    }

    /** Empty while no model is in use. The same model for as long as the lease is held. */
    public Optional<Lease> lease() {
        while (true) {
            Shared shared = current.get();
            if (shared == null) {
                return Optional.empty();
            }
            if (shared.take()) {
                return Optional.of(new Lease(shared));
            }
            // It was replaced and closed between the two lines: there is a newer one.
        }
    }

    /** From now on this model answers, which is taken over and closed when it is replaced in turn. */
    public void replace(ServedModel next) {
        flip(new Shared(next));
    }

    /** From now on none answers. */
    @Override
    public void close() {
        flip(null);
    }

    private void flip(@Nullable Shared next) {
        Shared last = current.getAndSet(next);
        if (last != null) {
            last.release();
        }
    }
}
