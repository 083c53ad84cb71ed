package circumplex.cli.services;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a service is started. Two kinds: the jars of the {@link Distribution}, and in tests a small program that acts as one. */
public interface ServiceProgram {

    /**
     * The command line of {@code service}.
     *
     * @throws ServiceError if it is not installed
     */
    List<String> command(ServiceName service);

    /** The file that {@code service} is built into, by whose age an older build is known; absent where there is no such file. */
    default Optional<Path> jar(ServiceName service) {
        return Optional.empty();
    }
}
