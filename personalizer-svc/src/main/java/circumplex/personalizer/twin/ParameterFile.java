package circumplex.personalizer.twin;

import circumplex.values.ValueSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Lines of a kind, for most kinds a value id, and numbers, separated by tabs; one kind has a name. Lines that begin with # are comments. */
final class ParameterFile {

    /** The kind of the only line that has a text. */
    private static final String NAME = "scorer";

    private final ValueSet set;
    private final String name;
    private final Map<String, double[]> numbers = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    private ParameterFile(ValueSet set, String name) {
        this.set = set;
        this.name = name;
    }

    static ParameterFile read(ValueSet set, String name, BufferedReader reader) throws IOException {
        ParameterFile file = new ParameterFile(set, name);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells[0].equals(NAME)) {
                file.names.put(NAME, cells[cells.length - 1]);
                continue;
            }
            int first = cells.length > 1 && set.position(cells[1]).isPresent() ? 2 : 1;
            String key = String.join("\t", Arrays.copyOf(cells, first));
            double[] parsed = Arrays.stream(cells, first, cells.length).mapToDouble(Double::parseDouble).toArray();
            if (!Arrays.stream(parsed).allMatch(Double::isFinite) || file.numbers.put(key, parsed) != null) {
                throw new IllegalArgumentException(name + ": '" + key.replace('\t', ' ') + "' is repeated or not finite");
            }
        }
        return file;
    }

    static ParameterFile shipped(ValueSet set, String name) {
        try (InputStream stream = ParameterFile.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return read(set, name, new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of the scorer that was measured. */
    String scorer() {
        String found = names.get(NAME);
        if (found == null || found.isBlank()) {
            throw new IllegalArgumentException(name + ": '" + NAME + "' is missing");
        }
        return found;
    }

    double number(String kind) {
        return require(kind, 1)[0];
    }

    /** For each value its {@code size} numbers of a kind. */
    double[][] byValue(String kind, int size) {
        double[][] table = new double[set.size()][];
        Arrays.setAll(table, v -> require(kind + "\t" + set.dimension(v).id(), size));
        return table;
    }

    private double[] require(String key, int size) {
        double[] found = numbers.get(key);
        if (found == null || found.length != size) {
            throw new IllegalArgumentException(name + ": '" + key.replace('\t', ' ') + "' needs " + size + " numbers");
        }
        return found;
    }
}
