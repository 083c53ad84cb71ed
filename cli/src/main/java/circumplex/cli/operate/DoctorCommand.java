package circumplex.cli.operate;

import circumplex.cli.Console;
import circumplex.cli.ExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Placeholder. */
@Command(name = "doctor")
public final class DoctorCommand implements Callable<Integer> {
    public DoctorCommand(Console console) {}

    @Override
    public Integer call() {
        return ExitCodes.FINDING;
    }
}
