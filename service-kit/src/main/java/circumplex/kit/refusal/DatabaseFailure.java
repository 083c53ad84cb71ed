package circumplex.kit.refusal;

import circumplex.kit.log.Causes;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.regex.Pattern;

/** What a database's failure means for the call, on both engines. */
public enum DatabaseFailure {
    /** There is no room for what was to be written. */
    FULL,
    /** The same may succeed later. */
    PASSING,
    /** Anything else: a statement of ours is wrong. */
    DEFECT;

    /** PostgreSQL: disk full. */
    private static final String DISK_FULL = "53100";

    /** What the operating system says when a disk, a quota or a file-size limit is full; H2 has no code of its own for it. */
    private static final Pattern NO_ROOM = Pattern.compile("No space left on device|Disk quota exceeded|File too large");

    private static final Pattern ANYTHING = Pattern.compile("");

    /** H2: input or output failed, connection broken, database closed (also by itself after the former), out of memory. */
    private static final Set<Integer> H2_GONE = Set.of(90028, 90031, 90067, 90098, 90108, 90121);

    /** The pool, of a connection that it has thrown away: the failure for which it did is lost when the rollback fails too. */
    private static final String THROWN_AWAY = "Connection is closed";

    /** PostgreSQL: another transaction holds the row for longer than is waited. */
    private static final String LOCKED = "55P03";

    /** 08 connection, 40 rolled back (deadlock, serialisation), 53 and 57 the server is short of something or stops. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57");

    public static DatabaseFailure of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals(DISK_FULL) || causedByIo(failure, NO_ROOM)) {
            return FULL;
        }
        boolean passing = state.equals(LOCKED)
                || PASSING_CLASSES.contains(state.length() < 2 ? "" : state.substring(0, 2))
                || H2_GONE.contains(failure.getErrorCode())
                || THROWN_AWAY.equals(failure.getMessage())
                || failure instanceof SQLTransientException
                || causedByIo(failure, ANYTHING);
        return passing ? PASSING : DEFECT;
    }

    private static boolean causedByIo(SQLException failure, Pattern message) {
        return Causes.of(failure).stream()
                .anyMatch(cause -> cause instanceof IOException && message.matcher(String.valueOf(cause.getMessage())).find());
    }
}
