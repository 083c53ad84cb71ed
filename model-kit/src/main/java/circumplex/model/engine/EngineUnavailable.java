package circumplex.model.engine;

/** The engine cannot run on this machine: no native library for it, or one that cannot be unpacked or loaded. */
public final class EngineUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    EngineUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
