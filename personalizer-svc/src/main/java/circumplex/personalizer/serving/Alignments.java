package circumplex.personalizer.serving;

import circumplex.kit.config.ConfigurationProblem;
import circumplex.kit.config.DataFolder;
import circumplex.model.BadModel;
import circumplex.model.align.ScoreAlignment;
import circumplex.model.folder.StrictJson;
import circumplex.values.ValueSet;
import circumplex.values.ValueSets;
import com.google.gson.JsonElement;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The quantile maps of a folder, as {@code ./circumplex align-scorer} wrote them, read once. */
@Singleton
public final class Alignments {

    private static final String SUFFIX = ".json";
    private static final int MAX_BYTES = 4 << 20;

    private final Map<ValueSet, List<ScoreAlignment>> bySet = new HashMap<>();

    /** @throws ConfigurationProblem naming the file that is no alignment, or the second one between two scorers */
    Alignments(ServingSettings settings, DataFolder data) {
        Path folder = data.resolve(settings.alignments());
        Set<String> seen = new HashSet<>();
        for (Path file : files(folder)) {
            try {
                byte[] json = Files.readAllBytes(file);
                if (json.length > MAX_BYTES) {
                    throw new BadModel("an alignment has at most " + MAX_BYTES + " bytes");
                }
                ValueSet set = set(json);
                ScoreAlignment alignment = ScoreAlignment.parse(json, set);
                if (!seen.add(set + " " + alignment)) {
                    throw new BadModel("there are two alignments from " + alignment);
                }
                bySet.computeIfAbsent(set, none -> new ArrayList<>()).add(alignment);
            } catch (BadModel e) {
                throw new ConfigurationProblem("CALIBRATOR_ALIGNMENTS: " + file.getFileName() + ": " + e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        bySet.values().forEach(list -> list.sort(Comparator.comparing(ScoreAlignment::from)));
    }

    /** In the order of the scorers that they map from. */
    List<ScoreAlignment> of(ValueSet set) {
        return bySet.getOrDefault(set, List.of());
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ValueSet set(byte[] json) {
        JsonElement named = StrictJson.parse("an alignment", json).get("value_set");
        String name = named != null && named.isJsonPrimitive() ? named.getAsString() : "";
        return ValueSets.all().list().stream()
                .filter(set -> set.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadModel("it is of a value set that is not installed"));
    }
}
