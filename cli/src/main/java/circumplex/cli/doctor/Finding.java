package circumplex.cli.doctor;

/**
 * What one check found.
 *
 * @param check what was looked at
 * @param cause one sentence: how it is
 * @param fix one sentence: what to do; empty where nothing is to be done
 */
public record Finding(String check, Level level, String cause, String fix) {

    /** How bad it is. */
    public enum Level {
        OK,
        /** Works now and may not for long, or not as expected. */
        WARN,
        /** Does not work. */
        FAIL
    }

    static Finding ok(String check, String cause) {
        return new Finding(check, Level.OK, cause, "");
    }

    static Finding warn(String check, String cause, String fix) {
        return new Finding(check, Level.WARN, cause, fix);
    }

    static Finding fail(String check, String cause, String fix) {
        return new Finding(check, Level.FAIL, cause, fix);
    }
}
