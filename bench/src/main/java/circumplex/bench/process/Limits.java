package circumplex.bench.process;

import circumplex.cli.services.ServiceProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Services that are kept shorter, or less short, than they usually are. */
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

    /**
     * Settings for a trial on a machine that may be busy with other things: services turn nobody away because they are slow. How they
     * do that is another trial.
     */
    public static Map<String, String> admitEverybody() {
        return Map.of(
                "CIRCUMPLEX_ADMISSION_MIN_CALLS", "10000",
                "CIRCUMPLEX_ADMISSION_INITIAL_CALLS", "10000",
                "CIRCUMPLEX_ADMISSION_MAX_CALLS", "10000");
    }
}
