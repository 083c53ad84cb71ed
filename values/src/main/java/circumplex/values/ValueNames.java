package circumplex.values;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What people may type for a value: its id, its lay label, or the beginning of either or of one of their words, as long as
 * only one value fits. What is spelt out wins over a beginning. Case, spaces, hyphens and underscores make no difference.
 */
public final class ValueNames {

    private static final int LETTERS_PER_EDIT = 3;

    private final ValueSet set;

    private ValueNames(ValueSet set) {
        this.set = set;
    }

    public static ValueNames of(ValueSet set) {
        return new ValueNames(set);
    }

    /**
     * The id that {@code typed} stands for.
     *
     * @throws UnknownValueException if no value fits, naming the nearest where one is near
     * @throws IllegalArgumentException if several fit, naming them
     */
    public String resolve(String typed) {
        String wanted = plain(typed);
        if (!wanted.isEmpty()) {
            List<Predicate<String>> tests =
                    List.of(wanted::equals, name -> name.startsWith(wanted) || name.contains("_" + wanted));
            for (Predicate<String> test : tests) {
                List<String> fits = fitting(test);
                if (fits.size() == 1) {
                    return fits.get(0);
                }
                if (fits.size() > 1) {
                    throw new IllegalArgumentException("'" + typed + "' could be " + String.join(" or ", fits));
                }
            }
        }
        throw new UnknownValueException(typed, set);
    }

    /**
     * The id whose own spelling or label, or a word of either, is the fewest edits away from {@code typed}, of those where at most one
     * letter in three is wrong.
     */
    public Optional<String> nearest(String typed) {
        String wanted = plain(typed);
        Optional<String> nearest = Optional.empty();
        int fewest = wanted.length() / LETTERS_PER_EDIT + 1;
        for (ValueDimension dimension : set.dimensions()) {
            for (String name : List.of(plain(dimension.id()), plain(dimension.layLabel()))) {
                int edits = edits(wanted, name);
                for (String word : name.split("_", -1)) {
                    edits = Math.min(edits, edits(wanted, word));
                }
                if (edits < fewest) {
                    fewest = edits;
                    nearest = Optional.of(dimension.id());
                }
            }
        }
        return nearest;
    }

    private List<String> fitting(Predicate<String> test) {
        return set.dimensions().stream()
                .filter(dimension -> test.test(plain(dimension.id())) || test.test(plain(dimension.layLabel())))
                .map(ValueDimension::id)
                .toList();
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_:-]+", "_");
    }

    /** Levenshtein distance. Callers bound the length: what people type is cut at 64 characters. */
    private static int edits(String typed, String name) {
        String from = typed.length() > 64 ? typed.substring(0, 64) : typed;
        int[] row = new int[name.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[row.length - 1];
    }
}
