package circumplex.bench;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks numbers of a command line before anything is started. */
final class Bounds {

    private Bounds() {}

    /** @throws ParameterException naming the option and the rule if {@code is} is below {@code least} */
    static void atLeast(CommandSpec spec, String option, long is, long least) {
        atLeast(spec, option, is, least, Long.toString(least));
    }

    /** As {@link #atLeast(CommandSpec, String, long, long)}; {@code rule} says what the smallest number is. */
    static void atLeast(CommandSpec spec, String option, long is, long least, String rule) {
        if (is < least) {
            throw new ParameterException(spec.commandLine(), option + " must be at least " + rule + ", was " + is);
        }
    }
}
