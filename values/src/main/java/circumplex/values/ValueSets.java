package circumplex.values;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The value sets that this installation knows: the files that {@code circumplex/values/index} names. */
public final class ValueSets {

    private static final String FOLDER = "/circumplex/values/";
    private static final ValueSets SHIPPED = new ValueSets(shipped());

    private final Map<String, ValueSet> byId;

    /**
     * @param sets the default set first
     * @throws IllegalArgumentException if an id, or a value id over all sets, appears twice
     */
    public ValueSets(List<ValueSet> sets) {
        if (sets.isEmpty()) {
            throw new IllegalArgumentException("there is no value set");
        }
        byId = new LinkedHashMap<>();
        Map<String, ValueSet> owners = new HashMap<>();
        for (ValueSet set : sets) {
            if (byId.putIfAbsent(set.id(), set) != null) {
                throw new IllegalArgumentException("value set " + set.id() + " appears twice");
            }
            for (ValueDimension dimension : set.dimensions()) {
                ValueSet owner = owners.putIfAbsent(dimension.id(), set);
                if (owner != null) {
                    throw new IllegalArgumentException(
                            "value " + dimension.id() + " is in " + owner.id() + " and in " + set.id());
                }
            }
        }
    }

    /** The sets that ship with Circumplex, checked when this class is loaded. */
    public static ValueSets all() {
        return SHIPPED;
    }

    public ValueSet defaultSet() {
        return byId.values().iterator().next();
    }

    public Optional<ValueSet> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Every set, the default first. */
    public List<ValueSet> list() {
        return List.copyOf(byId.values());
    }

    private static List<ValueSet> shipped() {
        try (BufferedReader index = open("index")) {
            return index.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ValueSets::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ValueSet read(String file) {
        try (BufferedReader reader = open(file)) {
            return ValueSetFile.read(file, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader open(String file) throws IOException {
        InputStream stream = ValueSets.class.getResourceAsStream(FOLDER + file);
        if (stream == null) {
            throw new IOException("value-set file " + file + " is not on the class path");
        }
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}
