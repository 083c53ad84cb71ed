package circumplex.bench.rival;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A Python script that stands beside a class of this program. */
public final class Script {

    private Script() {}

    /** The text of {@code file} in the package of {@code neighbour}. */
    public static String beside(Class<?> neighbour, String file) {
        try (InputStream script = neighbour.getResourceAsStream(file)) {
            if (script == null) {
                throw new IllegalStateException(file + " is not in this program");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
