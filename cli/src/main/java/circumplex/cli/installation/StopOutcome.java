package circumplex.cli.installation;

/** How a service ended that was to be stopped. */
public enum StopOutcome {
    /** It finished what it was at and ended. */
    STOPPED,
    /** It did not end in time and was killed. */
    KILLED,
    /** It had ended before; a process that has its number now was left alone. */
    WAS_GONE
}
