package circumplex.bench.process;

import circumplex.cli.services.ServiceProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Which cores processes run on: a sender that competes with what it loads measures itself. */
public final class Cores {

    private Cores() {}

    /** Services on {@code cores}, for example {@code 0} or {@code 0-1}. */
    public static ServiceProgram pinned(ServiceProgram program, String cores) {
        return service -> {
            List<String> command = new ArrayList<>(List.of("taskset", "-c", cores));
            command.addAll(program.command(service));
            return command;
        };
    }

    /** This process, with all its threads, on {@code cores}. */
    public static void pinThisProcess(String cores) {
        try {
            List<String> command = List.of("taskset", "-a", "-c", "-p", cores, Long.toString(ProcessHandle.current().pid()));
            Process taskset = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (taskset.waitFor() != 0) {
                throw new IllegalStateException("taskset does not pin this process to " + cores);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("taskset is needed (util-linux)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while this process is pinned", e);
        }
    }
}
