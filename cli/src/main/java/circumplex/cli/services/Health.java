package circumplex.cli.services;

/** What a service says about itself. */
public enum Health {
    SERVING,
    NOT_SERVING,
    /** Nobody answers in time. */
    UNREACHABLE
}
