package circumplex.bench;

import circumplex.bench.load.Loopback;
import circumplex.bench.simulation.Simulation;
import circumplex.bench.simulation.SimulationFiles;
import circumplex.cli.services.LocalServices;
import circumplex.ranker.v1.RankerServiceGrpc;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ranking policies between a floor and a ceiling, on simulated people and feeds. Ends with 1 if the figures contradict each other. */
@Command(
        name = "simulate",
        description = "Ranks feeds of simulated people by several policies of ranker-svc and writes tables and plots to a folder.",
        mixinStandardHelpOptions = true)
final class Simulate implements Callable<Integer> {

    @Option(names = "--people", defaultValue = "300", description = "People for each of six numbers of values (default ${DEFAULT-VALUE}).")
    private int people;

    @Option(names = "--posts", defaultValue = "100", description = "Posts in a feed (default ${DEFAULT-VALUE}).")
    private int posts;

    @Option(names = "--judge-error", defaultValue = "7", description = "Error of the judge for one post (default ${DEFAULT-VALUE}).")
    private double judgeError;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Folder for the files (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/simulation");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        // One of a kind has no deviation, and one post no order.
        Bounds.atLeast(spec, "--people", people, 2);
        Bounds.atLeast(spec, "--posts", posts, 2);
        try (LocalServices services = LocalServices.forgetful()) {
            ManagedChannel channel = Loopback.open(services.startRanker());
            try {
                Simulation simulation = new Simulation(
                                request -> RankerServiceGrpc.newBlockingStub(channel)
                                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                                        .rankPosts(request),
                                new Simulation.Plan(people, posts, judgeError, seed))
                        .run();
                new SimulationFiles(simulation, command()).write(out);
                System.out.println("written to " + out);
                List<String> contradictions = simulation.contradictions();
                contradictions.forEach(System.out::println);
                return contradictions.isEmpty() ? 0 : 1;
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private String command() {
        return String.format(
                Locale.ROOT, "./circumplex simulate --people %d --posts %d --judge-error %s --seed %d", people, posts, judgeError, seed);
    }
}
