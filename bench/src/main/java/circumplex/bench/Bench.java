package circumplex.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that measure. */
@Command(
        name = "bench",
        description = "Measures the services beside a baseline in the same run and writes the figures to a file.",
        mixinStandardHelpOptions = true,
        subcommands = {
            FeedLatency.class,
            TelemetryCost.class,
            TieRule.class,
            RankerSpeed.class,
            KernelSpeed.class,
            Durability.class,
            Availability.class,
            RollingRestart.class,
            Overload.class,
            Cancel.class,
            Start.class,
            FirstMinute.class,
            Simulate.class,
            ClassifierOverhead.class,
            AnnotationCost.class,
            Streams.class,
            Injection.class,
            ModelSwap.class,
            PersonalizerSpeed.class,
            Training.class
        })
public final class Bench {

    Bench() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Numbers are checked before anything of a trial is started. */
    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setExecutionStrategy(parsed -> {
            parsed.asCommandLineList().forEach(command -> Bounds.check(command.getCommandSpec()));
            return new CommandLine.RunLast().execute(parsed);
        });
    }
}
