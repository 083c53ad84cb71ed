package circumplex.kit.config;

/** Checks on configuration: a setting that is out of bounds stops the start and is named. */
public final class Settings {

    private Settings() {}

    /** @throws ConfigurationProblem if {@code value} is not in [min, max] */
    public static void requireRange(String setting, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ConfigurationProblem(setting + " must be in [" + min + ", " + max + "], is " + value);
        }
    }
}
