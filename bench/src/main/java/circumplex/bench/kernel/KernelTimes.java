package circumplex.bench.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What JMH measured, each benchmark in JVMs of its own. */
public final class KernelTimes {

    private static final int WARM_UP_ITERATIONS = 5;
    private static final TimeValue ITERATION = TimeValue.milliseconds(200);
    private static final String POSTS = "posts";

    /** By benchmark and number of posts, per post. */
    private final Map<String, Map<Integer, Timing>> kernels = new TreeMap<>();

    private final Timing rankStep;

    private KernelTimes(Collection<RunResult> kernelRuns, Collection<RunResult> rankStepRuns) {
        for (RunResult run : kernelRuns) {
            BenchmarkParams params = run.getParams();
            int posts = Integer.parseInt(params.getParam(POSTS));
            String name = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
            kernels.computeIfAbsent(name, unseen -> new TreeMap<>()).put(posts, timing(run).per(posts));
        }
        rankStep = timing(rankStepRuns.iterator().next());
    }

    public static KernelTimes measure(int forks, int iterations) throws RunnerException {
        List<RunResult> kernels = new ArrayList<>(run(KernelBenchmark.class, forks, iterations));
        kernels.addAll(run(DjlBenchmark.class, forks, iterations));
        return new KernelTimes(kernels, run(RankStepBenchmark.class, forks, iterations));
    }

    /** The kernels, by name of their benchmark. */
    public List<String> names() {
        return List.copyOf(kernels.keySet());
    }

    /** Nanoseconds a post. */
    public Timing of(String name, int posts) {
        Timing timing = kernels.getOrDefault(name, Map.of()).get(posts);
        if (timing == null) {
            throw new IllegalArgumentException(name + " was not measured with " + posts + " posts");
        }
        return timing;
    }

    /** Nanoseconds for 200 posts. */
    public Timing rankStep() {
        return rankStep;
    }

    private static Collection<RunResult> run(Class<?> benchmark, int forks, int iterations) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(benchmark.getName().replace(".", "\\.") + "\\..*")
                        .forks(forks)
                        .warmupIterations(WARM_UP_ITERATIONS)
                        .warmupTime(ITERATION)
                        .measurementIterations(iterations)
                        .measurementTime(ITERATION)
                        .jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    private static Timing timing(RunResult run) {
        double[] iterations = run.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .sorted()
                .toArray();
        return new Timing(iterations[iterations.length / 2], iterations[0]);
    }
}
