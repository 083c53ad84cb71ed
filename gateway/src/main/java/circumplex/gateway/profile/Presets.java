package circumplex.gateway.profile;

import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import circumplex.values.WeightVector;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The presets of this installation: lines of {@code circumplex/gateway/presets.tsv}, checked when the gateway starts.
 *
 * <p>Columns, separated by tabs: id, value set, title, description, weights as {@code value=weight} separated by commas.
 */
@Singleton
public final class Presets {

    private static final String FILE = "/circumplex/gateway/presets.tsv";

    private final Map<String, Preset> byId;

    Presets() {
        try (InputStream stream = Presets.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IOException(FILE + " is not on the class path");
            }
            byId = read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In display order. */
    List<Preset> list() {
        return new ArrayList<>(byId.values());
    }

    public Optional<Preset> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Reads presets by id, in display order.
     *
     * @throws IllegalArgumentException if a line is broken, naming it
     */
    static Map<String, Preset> read(BufferedReader reader) {
        Map<String, Preset> byId = new LinkedHashMap<>();
        List<String> lines = reader.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
                continue;
            }
            try {
                Preset preset = preset(lines.get(i).split("\t", -1));
                if (byId.putIfAbsent(preset.id(), preset) != null) {
                    throw new IllegalArgumentException("preset " + preset.id() + " appears twice");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(FILE + ":" + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return byId;
    }

    private static Preset preset(String[] columns) {
        if (columns.length != 5) {
            throw new IllegalArgumentException("needs 5 columns, has " + columns.length);
        }
        ValueSet set = ValueSets.all()
                .find(columns[1])
                .orElseThrow(() -> new IllegalArgumentException("unknown value set " + columns[1]));
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String entry : columns[4].split(",", -1)) {
            String[] pair = entry.split("=", -1);
            if (pair.length != 2 || weights.put(pair[0], Double.valueOf(pair[1])) != null) {
                throw new IllegalArgumentException("'" + entry + "' is not one value=weight");
            }
        }
        return new Preset(columns[0], columns[2], columns[3], WeightVector.of(set, weights));
    }
}
