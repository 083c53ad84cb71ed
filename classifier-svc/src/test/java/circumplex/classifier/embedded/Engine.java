package circumplex.classifier.embedded;

import circumplex.model.engine.EngineUnavailable;
import circumplex.model.engine.Torch;

/** One engine for all tests of this JVM. */
public final class Engine {

    private static final Torch TORCH = start();

    private Engine() {}

    public static Torch torch() {
        return TORCH;
    }

    private static Torch start() {
        try {
            return Torch.start(2);
        } catch (EngineUnavailable e) {
            throw new IllegalStateException("these tests need Linux on x86-64", e);
        }
    }
}
