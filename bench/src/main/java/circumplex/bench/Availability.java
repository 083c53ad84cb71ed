package circumplex.bench;

import circumplex.bench.availability.Availabilities;
import circumplex.bench.availability.AvailabilityTrial;
import circumplex.bench.availability.Outage;
import circumplex.bench.availability.Strike;
import circumplex.bench.load.Outcomes;
import circumplex.bench.process.TrialFolder;
import circumplex.cli.services.Distribution;
import circumplex.cli.services.JvmProfile;
import circumplex.cli.services.ServiceName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes away the services behind the gateway, one after another and all at once, while feeds are ranked. */
@Command(
        name = "availability",
        description = "Counts the feeds that are answered while services are killed, silent or starting again.")
final class Availability implements Callable<Integer> {

    private static final double PROMISED_SHARE = 0.999;

    @Option(names = "--rate", defaultValue = "50", description = "Feeds per second (default ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--posts", defaultValue = "20", description = "Posts in each (default ${DEFAULT-VALUE}).")
    private int posts;

    @Option(names = "--deadline-millis", defaultValue = "1000", description = "Deadline of a call in ms (default ${DEFAULT-VALUE}).")
    private int deadlineMillis;

    @Option(names = "--outage-millis", defaultValue = "5000", description = "How long a service is away in ms (default ${DEFAULT-VALUE}).")
    private int outageMillis;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the moments of calls (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", description = "Where the figures go (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("docs/measured/availability.md");

    @Override
    public Integer call() throws IOException {
        Availabilities seen;
        try (TrialFolder folder = TrialFolder.create();
                AvailabilityTrial trial = new AvailabilityTrial(
                        Distribution.ofThisProgram(JvmProfile.LASTING),
                        folder.of("services"),
                        Map.of(),
                        posts,
                        rate,
                        Duration.ofMillis(deadlineMillis),
                        Duration.ofMillis(outageMillis),
                        seed)) {
            for (Strike strike : List.of(Strike.KILL, Strike.PAUSE, Strike.SLOW, Strike.RESTART)) {
                for (ServiceName service : List.of(ServiceName.CLASSIFIER, ServiceName.PERSONALIZER, ServiceName.RANKER)) {
                    trial.strike(strike, service);
                }
                trial.strikeAll(strike);
            }
            seen = trial.stop();
        }
        Outcomes<?> all = seen.all();
        List<String> broken = seen.broken(PROMISED_SHARE);
        new Report("Feeds answered while services are away", command())
                .text("Four processes; " + rate + " feeds of " + posts + " posts a second, at random moments, each with a deadline of "
                        + deadlineMillis + " ms; services are away for " + outageMillis + " ms. KILL is SIGKILL and a new start, PAUSE"
                        + " SIGSTOP and SIGCONT, SLOW SIGSTOP for six sevenths of the time, RESTART SIGTERM and a new start. Unflagged: answered without naming the stage that is"
                        + " missing, where it was slow also without being whole; with all three away (not slow) also if the feed is not in the order in which it was sent. Whole again: from the"
                        + " moment the services serve to the first of ten answers in a row without a degradation. p99 from the moment a"
                        + " call was due. Baseline: the whole run, outages and the times between them.")
                .text("")
                .table(
                        List.of("away", "feeds meanwhile", "answered", "failed", "unflagged", "p99 ms", "whole again after ms", "99.9 % answered, and say it"),
                        seen.outages().stream().map(Availability::row).toList())
                .text(String.format(
                        Locale.ROOT,
                        "The whole run: %d feeds, %.4f %% answered, p50 %.1f ms, p99 %.1f ms, failures %s.",
                        all.count(),
                        all.answeredShare() * 100,
                        all.millis(50),
                        all.millis(99),
                        all.failures()))
                .write(out);
        broken.forEach(name -> System.err.println("the promise is broken: " + name));
        return broken.isEmpty() && all.answeredShare() >= PROMISED_SHARE ? 0 : 1;
    }

    private String command() {
        return "./circumplex bench availability --rate " + rate + " --posts " + posts + " --deadline-millis " + deadlineMillis
                + " --outage-millis " + outageMillis + " --seed " + seed;
    }

    private static List<String> row(Outage outage) {
        return List.of(
                outage.name(),
                Integer.toString(outage.during().count()),
                Integer.toString(outage.during().answered()),
                outage.during().failures().isEmpty() ? "0" : outage.during().failures().toString(),
                Integer.toString(outage.unflagged()),
                String.format(Locale.ROOT, "%.1f", outage.during().millis(99)),
                String.format(Locale.ROOT, "%.0f", outage.wholeAfterMillis()),
                outage.keeps(PROMISED_SHARE) ? "yes" : "no");
    }
}
