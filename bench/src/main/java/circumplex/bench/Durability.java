package circumplex.bench;

import circumplex.bench.durability.DurabilityTrial;
import circumplex.bench.durability.Findings;
import circumplex.bench.durability.Findings.Kind;
import circumplex.bench.process.PostgresServer;
import circumplex.bench.process.Storage;
import circumplex.bench.process.TrialFolder;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Kills gateway and personalizer-svc while clients write, and counts what is lost: on the default database, on PostgreSQL, and beside
 * them on an H2 file with H2's own default, which is known to lose.
 */
@Command(
        name = "durability",
        description = "Counts what gateway and personalizer-svc lose when SIGKILL ends them during writes.")
final class Durability implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--kills", defaultValue = "20", description = "Kills of each service on each database (default ${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--services", split = ",", description = "Labels of the services to kill (default both).")
    private List<String> services = List.of(ServiceName.GATEWAY.label(), ServiceName.PERSONALIZER.label());

    @Option(names = "--storage", split = ",", defaultValue = "h2,postgresql,late-h2", description = "Of h2, postgresql and late-h2, the baseline (default ${DEFAULT-VALUE}).")
    private List<String> storages = List.of();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of writes and moments (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/durability.md");

    private final List<List<String>> rows = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        requireKnown("--services", services, List.of(ServiceName.GATEWAY.label(), ServiceName.PERSONALIZER.label()));
        requireKnown("--storage", storages, List.of("h2", "postgresql", "late-h2"));
        boolean kept = true;
        boolean seen = true;
        try (PostgresServer postgres = PostgresServer.start();
                TrialFolder folder = TrialFolder.create()) {
            for (ServiceName service : List.of(ServiceName.GATEWAY, ServiceName.PERSONALIZER)) {
                if (!services.contains(service.label())) {
                    continue;
                }
                if (storages.contains("h2")) {
                    kept &= run(service, "H2 file, as the service sets it", Storage.byDefault(), folder, kills).none();
                }
                if (storages.contains("postgresql")) {
                    kept &= run(service, "PostgreSQL, its defaults", Storage.on(postgres), folder, kills).none();
                }
                if (storages.contains("late-h2")) {
                    seen &= !run(service, "H2 file, H2's own default (baseline)", Storage.lateH2(), folder, Math.min(kills, 5)).none();
                }
            }
        }
        new Report("What is lost when a service is killed", "./circumplex bench durability --kills " + kills + " --services " + String.join(",", services)
                        + " --storage " + String.join(",", storages) + " --seed " + seed)
                .text("Four clients write, the process gets SIGKILL at a random moment 0.3 to 1.5 s later, is started again, and the clients"
                        + " compare what is there with what they were told and repeat every request. Lost: an acknowledged write is not"
                        + " there. Torn: a write is there in part. Forgotten: a repeated request gets another answer. Repeated: it has a"
                        + " second effect. Broken: a call that has to be answered is not. The database server goes on; this is the"
                        + " end of a process, not of a machine. A round with fewer"
                        + " than 50 writes/s before the kill would end the run as invalid.")
                .text("")
                .table(
                        List.of("service", "storage", "kills", "acknowledged", "writes/s, slowest round", "lost", "torn", "forgotten", "repeated", "broken"),
                        rows)
                .write(out);
        return kept && seen ? 0 : 1;
    }

    /** A name that nothing is done for would leave a trial that says that all is well. */
    private void requireKnown(String option, List<String> given, List<String> known) {
        if (given.isEmpty() || !known.containsAll(given)) {
            throw new ParameterException(
                    spec.commandLine(), option + " takes some of " + String.join(", ", known) + ", not '" + String.join(",", given) + "'");
        }
    }

    private Findings run(ServiceName service, String name, Storage storage, TrialFolder folder, int times) {
        Path own = folder.of(service.label() + rows.size());
        try (DurabilityTrial trial = new DurabilityTrial(Distribution.ofThisProgram(JvmProfile.LASTING), service, storage, own, seed)) {
            Findings findings = trial.crash(times).findings();
            System.err.println(service.label() + ", " + name + ": " + findings);
            rows.add(Stream.concat(
                            Stream.of(
                                    service.label(),
                                    name,
                                    Integer.toString(times),
                                    Integer.toString(trial.acknowledged()),
                                    String.format(Locale.ROOT, "%.0f", trial.leastWritesPerSecond())),
                            Stream.of(Kind.values()).map(kind -> Integer.toString(findings.count(kind))))
                    .toList());
            return findings;
        }
    }
}
