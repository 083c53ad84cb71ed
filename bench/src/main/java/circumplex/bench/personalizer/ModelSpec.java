package circumplex.bench.personalizer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a trial has to know of a model: where it is, and whose scores it expects.
 *
 * @param folder the setting {@code CALIBRATOR_FOLDER}
 */
public record ModelSpec(String folder, List<String> scorers) {

    private static final String SHIPPED = "circumplex/personalizer/model/";
    private static final Pattern SCORERS = Pattern.compile("\"scorers\"\\s*:\\s*\\[([^]]*)]");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    /**
     * Of a folder, or of the model that ships; empty if none does.
     *
     * @param service the jar of the personalizer
     */
    public static Optional<ModelSpec> of(Optional<Path> folder, Path service) throws IOException {
        if (folder.isPresent()) {
            Path absolute = folder.get().toAbsolutePath();
            return Optional.of(new ModelSpec(absolute.toString(), scorers(Files.readString(absolute.resolve("spec.json")))));
        }
        try (ZipFile jar = new ZipFile(service.toFile())) {
            Optional<String> id = resource(jar, "default.model").map(String::strip);
            Optional<String> spec = id.isEmpty() ? Optional.empty() : resource(jar, id.get() + "/spec.json");
            return spec.map(text -> new ModelSpec("shipped", scorers(text)));
        }
    }

    private static List<String> scorers(String spec) {
        Matcher list = SCORERS.matcher(spec);
        if (!list.find()) {
            throw new IllegalArgumentException("the spec of the model names no scorers");
        }
        return TEXT.matcher(list.group(1)).results().map(found -> found.group(1)).toList();
    }

    private static Optional<String> resource(ZipFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(SHIPPED + name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream file = jar.getInputStream(entry)) {
            return Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
