package circumplex.cli;

import circumplex.cli.feed.BadInput;
import circumplex.cli.feed.Printable;
import circumplex.cli.services.ServiceError;
import circumplex.wire.ValueSetMismatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes one line on standard error and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final PrintWriter err;

    Failures(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        if (failure instanceof MaxValuesExceededException) {
            // The library's own words name its parts instead of what was typed.
            return report("an option is given twice, or two that exclude each other; keep one of them; see '" + help(failure) + "'", ExitCodes.BAD_INPUT);
        }
        return report(failure.getMessage() + "; see '" + help(failure) + "'", ExitCodes.BAD_INPUT);
    }

    private static String help(ParameterException failure) {
        return failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof ParameterException usage) {
            return handleParseException(usage, new String[0]);
        }
        if (failure instanceof BadInput) {
            return report(failure.getMessage(), ExitCodes.BAD_INPUT);
        }
        if (failure instanceof ServiceError error) {
            return report(error.getMessage(), ExitCodes.of(error));
        }
        if (failure instanceof ValueSetMismatch) {
            return report(failure.getMessage() + "; use a command line and services of one version", ExitCodes.REFUSED);
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            return report("a file cannot be written: " + failure.getMessage(), ExitCodes.OUTPUT);
        }
        return report("this is a defect, please report it: " + failure + where(failure), ExitCodes.DEFECT);
    }

    private int report(@Nullable String message, int code) {
        err.println("circumplex: " + Printable.oneLine(String.valueOf(message)));
        err.flush();
        return code;
    }

    private static String where(Exception failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
