package circumplex.personalizer.data;

import java.util.Comparator;
import java.util.List;

/** A file that cannot be used; nothing of it was taken. */
public final class BadDataException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<BadRow> rows;
    private final long count;

    private BadDataException(String message, List<BadRow> rows, long count) {
        super(message, null, false, false);
        this.rows = List.copyOf(rows);
        this.count = count;
    }

    /** A file that has the wrong columns or is no such file at all. */
    public static BadDataException of(String reason) {
        return new BadDataException(reason, List.of(), 0);
    }

    /** A file with rows that cannot be used. */
    static BadDataException of(BadRows bad) {
        StringBuilder message = new StringBuilder();
        message.append(bad.count()).append(bad.count() == 1 ? " row" : " rows").append(" cannot be used; nothing was imported");
        bad.first().stream().sorted(Comparator.comparingLong(BadRow::line)).forEach(row -> message.append("\n  line ").append(row));
        if (bad.count() > bad.first().size()) {
            message.append("\n  and ").append(bad.count() - bad.first().size()).append(" more");
        }
        return new BadDataException(message.toString(), bad.first(), bad.count());
    }

    /** The first of the rows that cannot be used. */
    public List<BadRow> rows() {
        return rows;
    }

    /** How many rows cannot be used. */
    public long count() {
        return count;
    }
}
