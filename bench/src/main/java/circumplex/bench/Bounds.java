package circumplex.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Checks numbers of a command line before anything is started. */
final class Bounds {

    /** What may be anything, and what may also be nothing: a wait, a share of noise, a part of a trial. Every other number is at least 1, or above 0. */
    private static final Set<String> ANY = Set.of("--seed");

    private static final Set<String> OR_NONE = Set.of(
            "--judge-error", "--quiet-millis", "--calm-millis", "--between-millis", "--warm-seconds", "--steady-seconds", "--forks", "--killed");

    private Bounds() {}

    /** @throws ParameterException naming the first number of the command line, or default, that no trial can be made of */
    static void check(CommandSpec spec) {
        for (OptionSpec option : spec.options()) {
            if (option.getValue() instanceof Number number) {
                check(spec, option.longestName(), number);
            } else if (option.getValue() instanceof List<?> numbers) {
                numbers.stream().filter(Number.class::isInstance).forEach(each -> check(spec, option.longestName(), (Number) each));
            }
        }
    }

    private static void check(CommandSpec spec, String option, Number is) {
        if (ANY.contains(option) || (OR_NONE.contains(option) && is.doubleValue() >= 0)) {
            return;
        }
        if (OR_NONE.contains(option)) {
            throw new ParameterException(spec.commandLine(), option + " must not be below 0, was " + is);
        }
        if (is instanceof Double ? !(is.doubleValue() > 0) || is.doubleValue() > 1e9 : is.longValue() < 1) {
            String rule = is instanceof Double ? " must be above 0 and at most 1e9, was " : " must be at least 1, was ";
            throw new ParameterException(spec.commandLine(), option + rule + is);
        }
    }

    /** @throws ParameterException if {@code is} does not name cores of this machine as taskset does */
    static void cores(CommandSpec spec, String option, String is) {
        int cores = Runtime.getRuntime().availableProcessors();
        if (!is.matches("\\d{1,4}([-,]\\d{1,4})*") || Arrays.stream(is.split("[-,]", -1)).anyMatch(core -> Integer.parseInt(core) >= cores)) {
            throw new ParameterException(
                    spec.commandLine(), option + " must name cores from 0 to " + (cores - 1) + ", such as 0 or 0-1, was " + is);
        }
    }

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
