package circumplex.bench.kernel;

import circumplex.bench.rival.Child;
import circumplex.bench.rival.Programs;
import circumplex.bench.rival.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The same product by NumPy, in a process of its own with one thread: {@code kernel.py} beside this class. */
public final class NumpyTimes {

    /** What to say where there is no NumPy. */
    public static final String MISSING = Programs.missing("Python with NumPy", "python3-numpy");

    private NumpyTimes() {}

    /** Nanoseconds a post by number of posts; empty where there is no NumPy. */
    public static Optional<Map<Integer, Timing>> measure(int... sizes) {
        return Programs.pythonWithNumpy().map(python -> measure(python, sizes));
    }

    private static Map<Integer, Timing> measure(Path python, int... sizes) {
        List<String> command = new ArrayList<>(List.of(python.toString(), "-c", Script.beside(NumpyTimes.class, "kernel.py")));
        for (int size : sizes) {
            command.add(Integer.toString(size));
        }
        Map<Integer, Timing> times = new TreeMap<>();
        try (Child child = Child.start(command, Map.of("OPENBLAS_NUM_THREADS", "1"))) {
            for (int size : sizes) {
                String[] words = child.line().split(" ", -1);
                if (Integer.parseInt(words[0]) != size) {
                    throw new IllegalStateException("NumPy answers for " + words[0] + " posts, not " + size);
                }
                times.put(size, new Timing(Double.parseDouble(words[2]), Double.parseDouble(words[1])));
            }
        }
        return times;
    }
}
