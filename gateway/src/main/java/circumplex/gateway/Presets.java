package circumplex.gateway;

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
final class Presets {

    private static final String FILE = "/circumplex/gateway/presets.tsv";

    private final Map<String, Preset> byId = new LinkedHashMap<>();

    Presets() {
        try (InputStream stream = Presets.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IOException(FILE + " is not on the class path");
            }
            read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In display order. */
    List<Preset> list() {
        return new ArrayList<>(byId.values());
    }

    Optional<Preset> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private void read(BufferedReader reader) throws IOException {
        int line = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            try {
                Preset preset = preset(text.split("\t", -1));
                if (byId.putIfAbsent(preset.id(), preset) != null) {
                    throw new IllegalArgumentException("preset " + preset.id() + " appears twice");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(FILE + ":" + line + ": " + e.getMessage(), e);
            }
        }
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
