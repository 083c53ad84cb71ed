package circumplex.values;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value-set file: tab-separated lines that start with a keyword.
 *
 * <pre>
 * set    id  version  title
 * order  circle | list
 * group  id  label  [opposite group]
 * value  id  name  lay label  group  definition        (in vector order)
 * </pre>
 *
 * Empty lines and lines that start with {@code #} are skipped. {@code set} and {@code order} stand once; without {@code order} the
 * set is a list. Every mistake is reported with the file and its line.
 */
final class ValueSetFile {

    /** What the line {@code set} says. */
    private record Header(String id, int version, String title) {}

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<ValueGroup> groups = new ArrayList<>();
    private final List<ValueDimension> dimensions = new ArrayList<>();
    private @Nullable Header header;
    private boolean circular;
    private int line;

    private ValueSetFile(String file) {
        this.file = file;
    }

    /** @throws IllegalArgumentException naming the file, the line and the rule that it breaks */
    static ValueSet read(String file, BufferedReader reader) throws IOException {
        ValueSetFile parser = new ValueSetFile(file);
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            parser.line++;
            if (!text.isBlank() && !text.startsWith("#")) {
                parser.accept(text.split("\t", -1));
            }
        }
        return parser.build();
    }

    private void accept(String[] columns) {
        try {
            switch (columns[0]) {
                case "set" -> header = header(once("the line 'set'", exactly(columns, 4)));
                case "order" -> circular = isCircle(once("the line 'order'", exactly(columns, 2))[1]);
                case "group" -> groups.add(group(columns));
                case "value" -> dimensions.add(value(exactly(columns, 6)));
                default -> throw new IllegalArgumentException("unknown keyword '" + columns[0] + "'");
            }
        } catch (IllegalArgumentException e) {
            throw at(line, e);
        }
    }

    private ValueSet build() {
        Header known = header;
        if (known == null) {
            throw at(line, new IllegalArgumentException("the file ends without the line 'set'"));
        }
        for (ValueGroup group : groups) {
            group.opposite().ifPresent(opposite -> requireGroup(opposite, "group " + group.id()));
        }
        for (ValueDimension dimension : dimensions) {
            requireGroup(dimension.group(), "value " + dimension.id());
        }
        try {
            return new ValueSet(known.id(), known.version(), known.title(), circular, groups, dimensions);
        } catch (IllegalArgumentException e) {
            throw at(lineOf("the line 'set'"), e);
        }
    }

    private void requireGroup(String group, String where) {
        if (!lines.containsKey("group " + group)) {
            throw at(lineOf(where), new IllegalArgumentException("unknown group '" + group + "'"));
        }
    }

    /** Notes the line of {@code what}, and refuses a second one. */
    private <C> C once(String what, C content) {
        Integer earlier = lines.putIfAbsent(what, line);
        if (earlier != null) {
            throw new IllegalArgumentException(what + " appears twice, first on line " + earlier);
        }
        return content;
    }

    private int lineOf(String what) {
        return lines.getOrDefault(what, line);
    }

    private IllegalArgumentException at(int where, IllegalArgumentException mistake) {
        return new IllegalArgumentException(file + ":" + where + ": " + mistake.getMessage(), mistake);
    }

    private static String[] exactly(String[] columns, int count) {
        if (columns.length != count) {
            throw new IllegalArgumentException(
                    "'" + columns[0] + "' needs " + (count - 1) + " columns after it, has " + (columns.length - 1));
        }
        return columns;
    }

    private static Header header(String[] columns) {
        try {
            return new Header(columns[1], Integer.parseInt(columns[2]), columns[3]);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("version must be a whole number, was '" + columns[2] + "'", e);
        }
    }

    private static boolean isCircle(String order) {
        return switch (order) {
            case "circle" -> true;
            case "list" -> false;
            default -> throw new IllegalArgumentException("order must be 'circle' or 'list', was '" + order + "'");
        };
    }

    private ValueGroup group(String[] columns) {
        ValueGroup group = columns.length == 3
                ? new ValueGroup(columns[1], columns[2], Optional.empty())
                : new ValueGroup(exactly(columns, 4)[1], columns[2], Optional.of(columns[3]));
        return once("group " + group.id(), group);
    }

    private ValueDimension value(String[] columns) {
        ValueDimension value = new ValueDimension(columns[1], columns[2], columns[3], columns[5], columns[4]);
        return once("value " + value.id(), value);
    }
}
