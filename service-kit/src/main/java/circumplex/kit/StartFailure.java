package circumplex.kit;

import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.config.PortProblem;
import circumplex.kit.log.Causes;
import java.io.EOFException;
import java.io.PrintStream;
import java.net.BindException;
import java.sql.SQLException;
import java.util.Set;

/**
 * Why a process could not start, as one sentence with the way out, and the exit code: 78 wrong configuration, 69 something it needs
 * is not available, 70 a defect.
 */
record StartFailure(String sentence, int exitCode, Throwable cause) {

    private static final int CONFIGURATION = 78;
    private static final int UNAVAILABLE = 69;
    private static final int DEFECT = 70;

    /** H2: another process has the file open. */
    private static final int H2_ALREADY_OPEN = 90020;

    /** H2: the file is corrupt, or is of another version or kind. */
    private static final Set<Integer> H2_CORRUPT = Set.of(90030, 90048, 90049);

    static StartFailure of(String service, Throwable thrown) {
        String prefix = ServiceProcess.shortName(service).toUpperCase(java.util.Locale.ROOT);
        String port = "PORT";
        for (Throwable cause : Causes.of(thrown)) {
            if (cause instanceof ConfigurationProblem) {
                return new StartFailure(String.valueOf(cause.getMessage()), CONFIGURATION, thrown);
            }
            if (cause instanceof PortProblem problem) {
                port = problem.setting();
            }
            if (cause instanceof BindException bind) {
                return new StartFailure(listening(prefix, port, String.valueOf(bind.getMessage())), UNAVAILABLE, thrown);
            }
            if (cause instanceof SQLException sql) {
                return database(prefix, sql, thrown);
            }
        }
        return new StartFailure("a defect stopped the start", DEFECT, thrown);
    }

    void print(PrintStream out) {
        out.println("cannot start: " + sentence);
        if (exitCode == DEFECT) {
            cause.printStackTrace(out);
        }
        out.flush();
    }

    private static String listening(String prefix, String port, String reason) {
        return reason.contains("in use")
                ? "the port is in use: stop the process that has it, or set " + prefix + "_" + port
                        + " to another one (0 takes any free port)"
                : "cannot listen there (" + reason + "): check " + prefix + "_HOST and " + prefix + "_" + port;
    }

    /** H2 says "corrupt", or that it wanted to read on where a file ends that is too short to be one of its own. */
    private static boolean corrupt(SQLException sql) {
        return H2_CORRUPT.contains(sql.getErrorCode())
                || Causes.of(sql).stream().anyMatch(cause -> cause instanceof EOFException);
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause : Causes.of(thrown)) {
            root = cause;
        }
        return root;
    }

    private static StartFailure database(String prefix, SQLException sql, Throwable thrown) {
        if (sql.getErrorCode() == H2_ALREADY_OPEN) {
            return new StartFailure(
                    "another process has the database file open: stop it, or give this one another folder"
                            + " (CIRCUMPLEX_DATA_DIR) or database (" + prefix + "_DB_URL)",
                    UNAVAILABLE,
                    thrown);
        }
        if (corrupt(sql)) {
            return new StartFailure(
                    "the database file is corrupt or not one of ours: restore it from a backup, or move it away to start"
                            + " empty; nothing was changed (CIRCUMPLEX_DATA_DIR, " + prefix + "_DB_URL)",
                    UNAVAILABLE,
                    thrown);
        }
        if (String.valueOf(sql.getSQLState()).startsWith("08")) {
            return new StartFailure(
                    "the database server cannot be reached (" + root(sql).getClass().getSimpleName() + "): start it, or check " + prefix
                            + "_DB_URL",
                    UNAVAILABLE,
                    thrown);
        }
        return new StartFailure(
                "the database cannot be used (SQL state " + sql.getSQLState() + ", code " + sql.getErrorCode() + "): check "
                        + prefix + "_DB_URL, " + prefix + "_DB_USER and " + prefix + "_DB_PASSWORD",
                UNAVAILABLE,
                thrown);
    }
}
