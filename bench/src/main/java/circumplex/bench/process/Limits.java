package circumplex.bench.process;

import circumplex.cli.services.ServiceProgram;
import java.util.ArrayList;
import java.util.List;

/** Services that the operating system keeps short. */
public final class Limits {

    private Limits() {}

    /** No file that the service writes may grow beyond {@code kibibytes}: to the service that is a full disk. */
    public static ServiceProgram fileSize(ServiceProgram program, int kibibytes) {
        return service -> {
            List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "bash"));
            command.addAll(program.command(service));
            return command;
        };
    }
}
