package circumplex.personalizer.data;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file: the first rows with line and reason, the rest as a count, so that memory stays bounded. */
final class BadRows {

    private static final int KEPT = 20;

    private final List<BadRow> first = new ArrayList<>();
    private long count;

    void add(long line, String reason) {
        count++;
        if (first.size() < KEPT) {
            first.add(new BadRow(line, reason));
        }
    }

    long count() {
        return count;
    }

    List<BadRow> first() {
        return first;
    }

    void requireNone() throws BadDataException {
        if (count > 0) {
            throw BadDataException.of(this);
        }
    }
}
