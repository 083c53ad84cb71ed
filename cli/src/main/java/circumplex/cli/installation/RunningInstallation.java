package circumplex.cli.installation;

import circumplex.cli.services.Address;
import circumplex.cli.services.ServiceError;
import circumplex.cli.services.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the services of a data folder that run already. Who starts others beside them is refused by their database files. */
public final class RunningInstallation {

    private RunningInstallation() {}

    /**
     * Where {@code service} of this folder serves; empty where none of its services run.
     *
     * @throws ServiceError if others of this folder run, but not this one
     */
    public static Optional<Address> find(Path folder, ServiceName service) {
        RunFolder runs = RunFolder.of(folder);
        List<RunFile> running = runs.files().stream().filter(RunFile::isAlive).toList();
        if (running.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(running.stream()
                .filter(file -> file.service() == service)
                .findFirst()
                .orElseThrow(() -> new ServiceError(
                        ServiceError.Kind.UNAVAILABLE,
                        service.label() + " of " + runs.data() + " does not run, but " + running.get(0).service().label()
                                + " does; start what is missing with ./circumplex up, or stop the rest with ./circumplex down"))
                .address());
    }
}
