package circumplex.cli.operate;

import circumplex.cli.Console;
import circumplex.cli.DataOption;
import circumplex.cli.ExitCodes;
import circumplex.cli.installation.InspectServices;
import circumplex.cli.installation.RunFile;
import circumplex.cli.installation.ServiceState;
import circumplex.cli.installation.StartServices;
import circumplex.cli.installation.Started;
import circumplex.cli.services.ServiceError;
import circumplex.cli.services.ServiceName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the services to last. */
@Command(
        name = "up",
        description = "Starts the four services and leaves them running; starts what is missing where some run already. Then rank,"
                + " annotate and classify use them.")
public final class UpCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private DataOption data;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "The gateway's port, 1024 to 65512; the others follow: classifier N+1, personalizer N+2, ranker N+3, admin ports"
                    + " from N+10, metrics from N+20. Else that of before, else 8980.")
    private @Nullable Integer portBase;

    public UpCommand(Console console) {
        this.console = console;
        this.data = new DataOption(console.environment());
    }

    @Override
    public Integer call() {
        Path folder = data.folder();
        Started started = new StartServices(console.environment()).start(folder, PortBase.of(portBase));
        List<ServiceState> states = InspectServices.inspect(folder);
        print(started, states);
        requireServing(states);
        return ExitCodes.OK;
    }

    private void print(Started started, List<ServiceState> states) {
        PrintWriter out = console.out();
        if (started.newly().isEmpty()) {
            out.println("The services run already.");
        } else if (started.newly().size() < started.files().size()) {
            out.println("Some services ran already; started "
                    + started.newly().stream().map(ServiceName::label).collect(Collectors.joining(", ")) + ".");
        }
        new StatusTable(out).print(data.folder(), states);
        String gateway = started.files().stream()
                .filter(file -> file.service() == ServiceName.GATEWAY)
                .map(RunFile::address)
                .findFirst()
                .orElseThrow()
                .toString();
        out.println();
        out.println("probe  buf curl --protocol grpc --http2-prior-knowledge --list-methods http://" + gateway);
        out.println("use    ./circumplex rank --preset kind-and-open" + typed());
        out.println("look   ./circumplex status" + typed());
        out.println("stop   ./circumplex down" + typed());
        out.flush();
    }

    /** What has to be typed again for another command to find the same folder. */
    private String typed() {
        return data.typed().map(folder -> " --data '" + folder + "'").orElse("");
    }

    private static void requireServing(List<ServiceState> states) {
        states.stream().filter(state -> !state.serves()).findFirst().ifPresent(state -> {
            throw new ServiceError(
                    ServiceError.Kind.UNAVAILABLE,
                    state.service().label() + " runs but does not serve (" + state.words()
                            + "); wait for it, or stop the services with ./circumplex down and start them again");
        });
    }
}
