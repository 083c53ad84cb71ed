package circumplex.cli.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the JVM of a service is bounded and tuned: the one place that holds these options. They bound what one process may take of a
 * machine; the table with reasons and measured figures is in {@code service-kit/README.md}.
 */
public enum JvmProfile {

    /** For one command, which lives for seconds: quick to start and small beats fast after a minute. */
    BRIEF,

    /** For services that stay: both compilers. */
    LASTING;

    /** Variables for the native side of the JVM: without this every thread gets an arena of its own, up to 8 for each core. */
    public static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private static final int FIRST_HEAP_MEBIBYTES = 64;

    /** Some feeds at once: what lives for one call rarely outlives a collection. */
    private static final int NEW_HEAP_MEBIBYTES = 24;

    /** So that a Java without one of the options starts all the same. */
    static final String IGNORE_UNKNOWN = "-XX:+IgnoreUnrecognizedVMOptions";

    /** In milliseconds. */
    static final String TRIM_NATIVE = "-XX:TrimNativeHeapInterval=";

    /** With which the options begin that say when the second compiler takes a method. */
    public static final String SECOND_COMPILER = "-XX:Tier4";

    private static final List<String> COMMON = List.of(
            // Heaps of a few hundred MiB: the collector without threads and tables of its own.
            "-XX:+UseSerialGC",
            "-XX:MaxMetaspaceSize=128m",
            // After a full collection the heap is a third larger than what lives, not two thirds.
            "-XX:MinHeapFreeRatio=25",
            // Malloc keeps what the compilers have freed; giving it back takes 2 ms. Early Java 17 does not know it.
            IGNORE_UNKNOWN,
            TRIM_NATIVE + "5000",
            // A JVM without memory answers some calls and loses others: it ends, and whoever started it sees that.
            "-XX:+ExitOnOutOfMemoryError",
            // Posts and ids of people are in the memory of a process: no image of it is written.
            "-XX:-HeapDumpOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            // The threads that work on calls step back for those that read connections: nice 5 for the lowest priority of Java, and
            // nothing for all others but the compilers. Raising a thread would need root, lowering one does not, but the JVM warns of both.
            "-XX:ThreadPriorityPolicy=1",
            "-XX:JavaPriority1_To_OSPriority=5",
            "-XX:CompilerThreadPriority=5",
            "-XX:-PrintWarnings",
            // Traces a share of all buffers: for whoever looks for a leak.
            "-Dio.netty.leakDetection.level=disabled",
            // Standard output belongs to the line that says where the service serves.
            "-Xlog:disable",
            "-Xlog:all=warning,cds*=off:stderr");

    /** The options of the JVM of {@code service}. */
    public List<String> options(ServiceName service) {
        List<String> options = new ArrayList<>();
        options.add("-Xmx" + heapMebibytes(service) + "m");
        // Else the heap begins at its largest, and new objects walk through all of it before anything is collected.
        options.add("-Xms" + FIRST_HEAP_MEBIBYTES + "m");
        options.add("-Xmn" + NEW_HEAP_MEBIBYTES + "m");
        options.add("-XX:MaxDirectMemorySize=" + directMebibytes(service) + "m");
        options.addAll(COMMON);
        options.addAll(compilers());
        return options;
    }

    private List<String> compilers() {
        return switch (this) {
            case BRIEF -> List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=32m");
            case LASTING -> List.of(
                    "-XX:ReservedCodeCacheSize=64m",
                    // Four times what is usual. Earlier it compiles what only a start calls so often, on cores that answer calls.
                    SECOND_COMPILER + "InvocationThreshold=20000",
                    SECOND_COMPILER + "MinInvocationThreshold=3000",
                    SECOND_COMPILER + "CompileThreshold=60000",
                    SECOND_COMPILER + "BackEdgeThreshold=120000");
        };
    }

    /** Gateway and classifier take requests of up to 24 MiB, of which several copies are alive while they are read. */
    private static int heapMebibytes(ServiceName service) {
        return switch (service) {
            case GATEWAY, CLASSIFIER -> 384;
            case PERSONALIZER -> 256;
            case RANKER -> 192;
        };
    }

    /** Messages wait in direct memory until they are complete, on every connection at once. */
    private static int directMebibytes(ServiceName service) {
        return switch (service) {
            case GATEWAY, CLASSIFIER -> 128;
            case PERSONALIZER, RANKER -> 64;
        };
    }
}
