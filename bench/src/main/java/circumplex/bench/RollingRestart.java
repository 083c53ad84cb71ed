package circumplex.bench;

import circumplex.bench.load.Outcomes;
import circumplex.bench.process.Fleet;
import circumplex.bench.process.InvalidTrial;
import circumplex.bench.process.PostgresServer;
import circumplex.bench.process.Storage;
import circumplex.bench.process.TrialFolder;
import circumplex.bench.restart.End;
import circumplex.bench.restart.FleetSettings;
import circumplex.bench.restart.Restart;
import circumplex.bench.restart.RestartedFeeds;
import circumplex.bench.restart.RollingRestartTrial;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Restarts every replica of two of each service while feeds are ranked; beside it, replicas of the gateway that are killed. */
@Command(name = "rolling-restart", description = "Counts the feeds that fail while every replica of every service is restarted in turn.")
final class RollingRestart implements Callable<Integer> {

    private static final double REPEATED_SHARE = 0.01;

    @Option(names = "--rate", defaultValue = "200", description = "Feeds per second (default ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--posts", defaultValue = "10", description = "Posts in each (default ${DEFAULT-VALUE}).")
    private int posts;

    @Option(names = "--warm-seconds", defaultValue = "40", description = "All services at work before anything counts, in s (default ${DEFAULT-VALUE}).")
    private int warmSeconds;

    @Option(names = "--calm-millis", defaultValue = "10000", description = "Before the first restart and after each, in ms (default ${DEFAULT-VALUE}).")
    private int calmMillis;

    @Option(names = "--quiet-millis", defaultValue = "1000", description = "Quiet period of a drain in ms (default ${DEFAULT-VALUE}).")
    private int quietMillis;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the moments of calls (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/rolling-restart.md");

    @Override
    public Integer call() throws IOException {
        RestartedFeeds drained;
        RestartedFeeds killed;
        try (PostgresServer postgres = PostgresServer.start();
                TrialFolder folder = TrialFolder.create();
                Fleet fleet = Fleet.start(
                        Distribution.ofThisProgram(JvmProfile.LASTING),
                        folder.of("fleet"),
                        FleetSettings.on(Storage.on(postgres), quietMillis))) {
            RollingRestartTrial trial = new RollingRestartTrial(fleet, posts, rate, Duration.ofSeconds(5), Duration.ofSeconds(warmSeconds), Duration.ofMillis(calmMillis), seed);
            drained = trial.run(fleet.all(), End.TERMINATE, true);
            killed = trial.run(fleet.of(ServiceName.GATEWAY), End.KILL, false);
        }
        Outcomes<Boolean> undisturbed = drained.undisturbed();
        if (undisturbed.answered() < undisturbed.count()) {
            throw new InvalidTrial("before anything was restarted " + (undisturbed.count() - undisturbed.answered()) + " of "
                    + undisturbed.count() + " feeds failed: this machine does not answer " + rate + " a second");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("undisturbed, before the first restart (baseline)", undisturbed, undisturbed));
        for (Restart restart : drained.restarts()) {
            Outcomes<Boolean> meanwhile = drained.calls().between(restart.startNanos(), restart.endNanos());
            rows.add(row(restart.replica() + ", exit code " + restart.exitCode(), meanwhile, undisturbed));
        }
        rows.add(row("all restarts", drained.disturbed(), undisturbed));
        rows.add(row("gateways killed after a silent second, no retries (control)", killed.disturbed(), killed.undisturbed()));
        new Report("Restarts under load", command())
                .text("Two processes of each service, gateway, classifier and personalizer on PostgreSQL; " + rate + " feeds of " + posts
                        + " posts a second, after " + warmSeconds + " s of warming up, for one person at random moments, each with a deadline of 5 s. Clients and gateways know both replicas"
                        + " (static:///), take turns, ask for health and repeat as the default service config says. Each replica gets SIGTERM, ends,"
                        + " starts again, and is left alone for " + calmMillis + " ms. Degraded: answered, but a stage was not done as intended."
                        + " Times from the moment a call was due.")
                .text("")
                .table(List.of("while", "feeds", "failed", "degraded", "p50 ms", "p99 ms", "p99 ÷ undisturbed"), rows)
                .text(String.format(
                        Locale.ROOT,
                        "Sent more than once by the clients: %d of %d (%.2f %%).",
                        drained.repeatedCalls(),
                        drained.calls().count(),
                        100 * drained.repeatedShare()))
                .write(out);
        boolean kept = drained.failed() == 0
                && drained.repeatedShare() <= REPEATED_SHARE
                && drained.restarts().stream().allMatch(restart -> restart.exitCode() == 0);
        return kept && killed.failed() > 0 ? 0 : 1;
    }

    private String command() {
        return "./circumplex bench rolling-restart --rate " + rate + " --posts " + posts + " --warm-seconds " + warmSeconds + " --calm-millis " + calmMillis + " --quiet-millis "
                + quietMillis + " --seed " + seed;
    }

    private static List<String> row(String name, Outcomes<Boolean> calls, Outcomes<Boolean> baseline) {
        return List.of(
                name,
                Integer.toString(calls.count()),
                calls.failures().isEmpty() ? "0" : calls.failures().toString(),
                Integer.toString(calls.only(call -> Boolean.FALSE.equals(call.note())).count()),
                String.format(Locale.ROOT, "%.1f", calls.millis(50)),
                String.format(Locale.ROOT, "%.1f", calls.millis(99)),
                String.format(Locale.ROOT, "%.1f", calls.millis(99) / baseline.millis(99)));
    }
}
