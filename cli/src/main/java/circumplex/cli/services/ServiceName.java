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
    public String jar() {
        return "circumplex-" + label + ".jar";
    }

    /** What the build recorded of a start, beside the jar. */
    String classArchive() {
        return "circumplex-" + label + ".jsa";
    }

    /** The environment variable for the port to listen on. */
    public String portVariable() {
        return name() + "_PORT";
    }

    /** The environment variable for the address to listen on. */
    public String hostVariable() {
        return name() + "_HOST";
    }

    /** The environment variable for the port of channelz. */
    public String adminPortVariable() {
        return name() + "_ADMIN_PORT";
    }

    /** The environment variable for the port of the metrics. */
    public String metricsPortVariable() {
        return name() + "_METRICS_PORT";
    }

    /** The environment variable that tells the gateway where this service is. */
    public String addressVariable() {
        return name() + "_ADDRESS";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
