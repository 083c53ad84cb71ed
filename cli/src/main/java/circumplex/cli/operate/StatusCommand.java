package circumplex.cli.operate;

import circumplex.cli.Console;
import circumplex.cli.DataOption;
import circumplex.cli.ExitCodes;
import circumplex.cli.installation.InspectServices;
import circumplex.cli.installation.ServiceState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how the services are. */
@Command(
        name = "status",
        description = "Says which services run on a data folder, where, and how they are. Exit code 3 unless all four serve.")
public final class StatusCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private DataOption data;

    @Option(names = "--json", description = "Print one JSON document instead of a table.")
    private boolean json;

    public StatusCommand(Console console) {
        this.console = console;
        this.data = new DataOption(console.environment());
    }

    @Override
    public Integer call() {
        Path folder = data.folder();
        List<ServiceState> states = InspectServices.inspect(folder);
        if (json) {
            console.out().println(StatusJson.of(folder, states));
        } else {
            new StatusTable(console.out()).print(folder, states);
        }
        return states.stream().allMatch(ServiceState::serves) ? ExitCodes.OK : ExitCodes.UNAVAILABLE;
    }
}
