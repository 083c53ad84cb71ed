package circumplex.cli;

import circumplex.cli.installation.RunningInstallation;
import circumplex.cli.services.Address;
import circumplex.cli.services.ServiceName;
import java.nio.file.Path;
import java.util.Optional;

/** The services that run on a command's data folder. They hold its database files, so the command works with them or not at all. */
public final class RunningServices {

    private RunningServices() {}

    /** Where {@code service} serves, said on standard error; empty where nothing runs. */
    public static Optional<Address> find(Console console, Path data, ServiceName service) {
        Optional<Address> running = RunningInstallation.find(data, service);
        running.ifPresent(address -> {
            console.err().println("circumplex: using the " + service.label() + " that runs at " + address + " (data in " + data + ")");
            console.err().flush();
        });
        return running;
    }
}
