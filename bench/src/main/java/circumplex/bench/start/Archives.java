package circumplex.bench.start;

import circumplex.cli.services.ServiceName;
import circumplex.cli.services.ServiceProgram;
import java.util.List;

/** The archive of classes that a service's command names, and the same command without it. */
final class Archives {

    private static final String OPTION = "-XX:SharedArchiveFile=";

    private Archives() {}

    static boolean isNamedBy(ServiceProgram program, ServiceName service) {
        return program.command(service).stream().anyMatch(option -> option.startsWith(OPTION));
    }

    static ServiceProgram without(ServiceProgram program) {
        return service -> without(program.command(service));
    }

    private static List<String> without(List<String> command) {
        return command.stream().filter(option -> !option.startsWith(OPTION)).toList();
    }
}
