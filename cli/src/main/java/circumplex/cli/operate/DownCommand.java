package circumplex.cli.operate;

import circumplex.cli.Console;
import circumplex.cli.DataOption;
import circumplex.cli.ExitCodes;
import circumplex.cli.feed.BadInput;
import circumplex.cli.installation.StopOutcome;
import circumplex.cli.installation.StopServices;
import circumplex.cli.services.ServiceName;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops the services that were started to last. */
@Command(
        name = "down",
        description = "Stops the services that run on a data folder: they finish what they are at, then end. What was recorded stays.")
public final class DownCommand implements Callable<Integer> {

    private static final int MAX_WAIT = 3600;

    private final Console console;

    @Mixin
    private DataOption data;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long a service may take to finish, 0 to " + MAX_WAIT + "; then it is killed. Default: ${DEFAULT-VALUE}.")
    private int wait;

    public DownCommand(Console console) {
        this.console = console;
        this.data = new DataOption(console.environment());
    }

    @Override
    public Integer call() {
        if (wait < 0 || wait > MAX_WAIT) {
            throw new BadInput("--wait: must be 0 to " + MAX_WAIT + ", was " + wait);
        }
        Map<ServiceName, StopOutcome> outcomes = StopServices.stop(data.folder(), Duration.ofSeconds(wait));
        if (outcomes.isEmpty()) {
            console.out().println("No services run on " + data.folder() + ".");
        }
        outcomes.forEach((service, outcome) -> console.out().println(service.label() + " " + words(outcome)));
        return ExitCodes.OK;
    }

    private String words(StopOutcome outcome) {
        return switch (outcome) {
            case STOPPED -> "stopped";
            case KILLED -> "killed: it had not finished after " + wait + " s";
            case WAS_GONE -> "had ended before; what was left of it is removed";
        };
    }
}
