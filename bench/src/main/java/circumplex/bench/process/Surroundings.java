package circumplex.bench.process;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment that a trial's processes inherit: where things are on this machine, and nothing else. A setting of whoever runs the
 * trial would change what is tried, and one that names a paid language model would cost money.
 */
public final class Surroundings {

    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR", "JAVA_HOME", "LD_LIBRARY_PATH");

    /** Where the engine of the models looks for its native files. */
    private static final List<String> INHERITED_FAMILIES = List.of("LC_", "DJL_", "ENGINE_CACHE", "PYTORCH_");

    private Surroundings() {}

    public static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !INHERITED.contains(name) && INHERITED_FAMILIES.stream().noneMatch(name::startsWith));
    }
}
