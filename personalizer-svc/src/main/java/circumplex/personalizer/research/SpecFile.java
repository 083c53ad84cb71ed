package circumplex.personalizer.research;

import circumplex.model.folder.StrictJson;
import circumplex.personalizer.calibration.training.TrainingSpec;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training spec as JSON, such as {@code {"epochs": 30, "nets": 3}}, in a file or itself; what it does not name has its default. One that
 * names settings and no kind means networks.
 */
public final class SpecFile {

    private SpecFile() {}

    /** @param given the JSON, or a file with it; null for the defaults */
    static TrainingSpec read(@Nullable String given) throws IOException {
        if (given == null) {
            return TrainingSpec.BEST;
        }
        if (given.stripLeading().startsWith("{")) {
            return of(StrictJson.parse("--spec", given.getBytes(StandardCharsets.UTF_8)));
        }
        Path file = Path.of(given);
        return of(StrictJson.parse(String.valueOf(file.getFileName()), Files.readAllBytes(file)));
    }

    /** What of it stands in a command that is shown; a file has its name alone. */
    static String asTyped(@Nullable String given) {
        if (given == null) {
            return "";
        }
        return given.stripLeading().startsWith("{") ? " --spec '" + given.strip() + "'" : " --spec " + Path.of(given).getFileName();
    }

    /** @throws IllegalArgumentException naming what cannot be used */
    public static TrainingSpec of(JsonObject given) {
        List<Object> arguments = new ArrayList<>();
        RecordComponent[] components = TrainingSpec.class.getRecordComponents();
        List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
        for (Map.Entry<String, JsonElement> entry : given.entrySet()) {
            if (!names.contains(entry.getKey())) {
                throw new IllegalArgumentException("the spec has an unknown name '" + entry.getKey() + "'; there are " + names);
            }
        }
        try {
            for (RecordComponent component : components) {
                JsonElement element = given.get(component.getName());
                Object otherwise = component.getAccessor().invoke(given.size() == 0 ? TrainingSpec.BEST : TrainingSpec.DEFAULT);
                arguments.add(element == null ? otherwise : value(component, element));
            }
            Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return TrainingSpec.class.getConstructor(types).newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the spec cannot be used: " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }

    private static Object value(RecordComponent component, JsonElement element) {
        try {
            return value(component.getType(), element);
        } catch (IllegalArgumentException | UnsupportedOperationException | IllegalStateException e) {
            Class<?> type = component.getType();
            String rule = type.isEnum() ? "one of " + Arrays.toString(type.getEnumConstants()) : "of the type " + type.getSimpleName();
            throw new IllegalArgumentException("the spec's " + component.getName() + " must be " + rule + ", was " + element, e);
        }
    }

    private static Object value(Class<?> type, JsonElement element) {
        if (type == TrainingSpec.Kind.class) {
            return TrainingSpec.Kind.valueOf(element.getAsString());
        }
        return type == int.class ? (Object) element.getAsInt() : element.getAsDouble();
    }

    static JsonObject json(TrainingSpec spec) {
        JsonObject json = new JsonObject();
        try {
            for (RecordComponent component : TrainingSpec.class.getRecordComponents()) {
                Object value = component.getAccessor().invoke(spec);
                if (value instanceof Number number) {
                    json.addProperty(component.getName(), number);
                } else {
                    json.addProperty(component.getName(), value.toString());
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's accessors are public", e);
        }
        return json;
    }
}
