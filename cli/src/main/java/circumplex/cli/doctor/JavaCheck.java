package circumplex.cli.doctor;

import java.util.Properties;

/** Which Java runs this program, and with it the services. */
final class JavaCheck {

    private static final int OLDEST = 17;

    private JavaCheck() {}

    static Finding run(Properties system) {
        String version = system.getProperty("java.version", "unknown");
        String what = "Java " + version + " in " + system.getProperty("java.home", "an unknown folder");
        int major = Integer.parseInt("0" + version.replaceFirst("^1\\.", "").replaceAll("[^0-9].*$", ""));
        return major < OLDEST
                ? Finding.fail("java", what + " is older than " + OLDEST, "Install a JDK of version " + OLDEST + " or newer, or point JAVA_HOME at one")
                : Finding.ok("java", what);
    }
}
