package circumplex.model.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import circumplex.model.BadModel;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * PyTorch through DJL, started within bounds: it downloads nothing and reports nothing, every call runs on the thread of its caller, and
 * no more calls run at once than there are cores.
 *
 * <p>Arrays are native memory that the garbage collector does not see. So every call has an arena of its own that is freed when it
 * returns, what lasts longer lives in an {@link Arena} that its owner closes, and nothing can be kept anywhere else. {@link
 * #liveArrays()} counts them all.
 */
public final class Torch implements AutoCloseable {

    /** Read once, when the classes of the engine are loaded. */
    private static final Map<String, String> SETTINGS = Map.of(
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true",
            "ai.djl.default_engine", "PyTorch",
            "ai.djl.pytorch.num_threads", "1",
            "ai.djl.pytorch.num_interop_threads", "1",
            "ai.djl.pytorch.graph_optimizer", "false");

    /** How long a close waits for the calls that are running. */
    private static final int PATIENCE_SECONDS = 3;

    private final NDManager root;
    private final Semaphore calls;
    private final int callsAtOnce;
    private volatile boolean closed;

    private Torch(NDManager root, int callsAtOnce) {
        this.root = root;
        this.callsAtOnce = callsAtOnce;
        this.calls = new Semaphore(callsAtOnce, true);
    }

    /** Work on arrays of a manager that is closed when it returns. */
    @FunctionalInterface
    public interface Work<T> {
        T on(NDManager arrays);
    }

    /** Where arrays live that outlast a call, such as the weights of a network. Close it when the network is done with. */
    public static final class Arena implements AutoCloseable {

        private final NDManager arrays;

        private Arena(NDManager arrays) {
            this.arrays = arrays;
        }

        public NDManager arrays() {
            return arrays;
        }

        @Override
        public void close() {
            arrays.close();
        }
    }

    /** Starts the engine, with as many calls at once as there are cores. The first start on a machine unpacks 430 MB, see the README. */
    public static Torch start() throws EngineUnavailable {
        return start(Runtime.getRuntime().availableProcessors());
    }

    /** @throws EngineUnavailable if the engine cannot run here; it may be tried again */
    public static Torch start(int callsAtOnce) throws EngineUnavailable {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        try {
            NDManager root = Engine.getEngine("PyTorch").newBaseManager();
            // An array that nobody owns would never be freed: it is refused.
            root.cap();
            return new Torch(root, callsAtOnce);
        } catch (RuntimeException | LinkageError e) {
            throw new EngineUnavailable("the engine has no native library that can be loaded on " + System.getProperty("os.name")
                    + " " + System.getProperty("os.arch"), e);
        }
    }

    /**
     * Runs work and frees its arrays; waits while as many calls are running as may.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the engine is closed
     * @throws BadModel if the work returns arrays: they are freed by then
     */
    public <T> T call(Work<T> work) throws InterruptedException {
        calls.acquire();
        try {
            return run(work);
        } finally {
            calls.release();
        }
    }

    private <T> T run(Work<T> work) {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        try (NDManager arrays = root.newSubManager()) {
            T result = work.on(arrays);
            if (result instanceof AutoCloseable) {
                throw new BadModel("the work of a call returns numbers, not arrays");
            }
            return result;
        }
    }

    public Arena newArena() {
        return new Arena(root.newSubManager());
    }

    /** Arrays of calls that are running and of arenas that are open. */
    public int liveArrays() {
        return root.getManagedArrays().size();
    }

    public int callsAtOnce() {
        return callsAtOnce;
    }

    /**
     * Frees the arrays of all arenas, once no call runs any more. Where one does not end in time they are left to the end of the process:
     * freed under it they would end it at once. The native library stays loaded until then.
     */
    @Override
    public void close() {
        closed = true;
        try {
            if (calls.tryAcquire(callsAtOnce, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                root.close();
                calls.release(callsAtOnce);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
