package circumplex.cli.services;

import java.util.List;

/** How a service is started. Two kinds: the jars of the {@link Distribution}, and in tests a small program that acts as one. */
public interface ServiceProgram {

    /**
     * The command line of {@code service}.
     *
     * @throws ServiceError if it is not installed
     */
    List<String> command(ServiceName service);
}
