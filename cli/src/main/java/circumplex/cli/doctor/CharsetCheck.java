package circumplex.cli.doctor;

import java.util.Properties;

/** Whether arguments and file names that are not ASCII arrive as they were typed. */
final class CharsetCheck {

    private CharsetCheck() {}

    static Finding run(Properties system) {
        String charset = system.getProperty("sun.jnu.encoding", "unknown");
        return charset.equalsIgnoreCase("UTF-8")
                ? Finding.ok("charset", "Arguments and file names are read as UTF-8")
                : Finding.warn(
                        "charset",
                        "Arguments and file names are read as " + charset + ", so others than ASCII are misread",
                        "Set LC_ALL=C.UTF-8, or start the program with ./circumplex, which does");
    }
}
