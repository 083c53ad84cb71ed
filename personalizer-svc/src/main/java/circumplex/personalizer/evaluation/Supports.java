package circumplex.personalizer.evaluation;

import circumplex.personalizer.data.AnnotationTable;
import circumplex.personalizer.statistics.StableHash;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which annotations of a person a predictor may know. Draws depend on ids and the seed alone, and larger ones contain smaller. */
final class Supports {

    private static final int MOST = IntStream.of(Protocol.KNOWN).max().orElse(0);

    private final AnnotationTable table;
    private final long seed;

    /** By draw and row what {@link #around} drew: every contestant is asked with the same. */
    private final int[][][] drawn;

    Supports(AnnotationTable table, Protocol protocol) {
        this.table = table;
        this.seed = protocol.seed();
        drawn = new int[protocol.draws()][table.rows()][];
    }

    /** Up to {@code size} other rows of the person of {@code row}, never of the same post. */
    int[] around(int row, int size, int draw) {
        if (size > MOST) {
            throw new IllegalArgumentException("supports have at most " + MOST + " rows, not " + size);
        }
        if (drawn[draw][row] == null) {
            drawn[draw][row] = drawAround(row, draw);
        }
        int[] known = drawn[draw][row];
        return Arrays.copyOf(known, Math.min(size, known.length));
    }

    private int[] drawAround(int row, int draw) {
        int person = table.person(row);
        int[] others = Arrays.stream(table.rowsOfPerson(person))
                .filter(other -> table.post(other) != table.post(row))
                .toArray();
        shuffle(others, StableHash.of(seed + draw, "support", personId(person), table.posts().get(table.post(row))));
        return Arrays.copyOf(others, Math.min(MOST, others.length));
    }

    /** Up to {@code size} rows of a person, the same for all posts that are then asked about. */
    int[] fixed(int person, int size, int draw) {
        int[] rows = table.rowsOfPerson(person).clone();
        shuffle(rows, StableHash.of(seed + draw, "fixed", personId(person)));
        return Arrays.copyOf(rows, Math.min(size, rows.length));
    }

    private String personId(int person) {
        return table.people().get(person);
    }

    private static void shuffle(int[] rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = rows.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = rows[i];
            rows[i] = rows[j];
            rows[j] = swapped;
        }
    }
}
