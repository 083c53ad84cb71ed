package circumplex.cli.services;

import java.util.Locale;

/** The services that a command can start. */
public enum ServiceName {
    CLASSIFIER("classifier-svc"),
    PERSONALIZER("personalizer-svc"),
    RANKER("ranker-svc"),
    GATEWAY("gateway");

    private final String label;

    ServiceName(String label) {
        this.label = label;
    }

    /** The name in logs and file names. */
    public String label() {
        return label;
    }

    /** The runnable jar in the distribution folder. */
    String jar() {
        return "circumplex-" + label + ".jar";
    }

    /** What the build recorded of a start, beside the jar. */
    String classArchive() {
        return "circumplex-" + label + ".jsa";
    }

    /** The environment variable for the port to listen on. */
    String portVariable() {
        return name() + "_PORT";
    }

    /** The environment variable that tells the gateway where this service is. */
    String addressVariable() {
        return name() + "_ADDRESS";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
