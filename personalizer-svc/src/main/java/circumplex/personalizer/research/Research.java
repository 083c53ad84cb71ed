package circumplex.personalizer.research;

import circumplex.model.BadModel;
import circumplex.model.engine.EngineUnavailable;
import circumplex.personalizer.data.BadDataException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program behind {@code ./circumplex train}, {@code evaluate}, {@code twin} and {@code wrong-labels}. */
@Command(
        name = "circumplex",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrainCommand.class, EvaluateCommand.class, ServingSpeedCommand.class, TwinCommand.class, WrongLabelsCommand.class
        })
public final class Research {

    private static final int BAD_INPUT = 2;
    private static final int UNAVAILABLE = 3;
    private static final int DEFECT = 70;

    private Research() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The JDK names a file that is not there and says nothing else. */
    private static String sentence(Exception failure) {
        return failure instanceof NoSuchFileException ? "there is no file " + failure.getMessage() : String.valueOf(failure.getMessage());
    }

    static CommandLine commandLine() {
        return new CommandLine(new Research())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("circumplex: " + sentence(failure));
                    if (failure instanceof BadDataException
                            || failure instanceof IllegalArgumentException
                            || failure instanceof BadModel
                            || failure instanceof IOException) {
                        return BAD_INPUT;
                    }
                    if (failure instanceof EngineUnavailable || failure instanceof InterruptedException) {
                        return UNAVAILABLE;
                    }
                    failure.printStackTrace(command.getErr());
                    return DEFECT;
                });
    }
}
