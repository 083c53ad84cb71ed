package circumplex.bench.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No service of the contract is left out. */
class RpcsTest {

    private static final Path CONTRACT = Path.of("../proto/src/main/proto");
    private static final Pattern SERVICE = Pattern.compile("(?m)^service (\\w+) \\{");

    @Test
    void areThoseOfTheContract() throws IOException {
        List<String> declared;
        try (Stream<Path> files = Files.walk(CONTRACT)) {
            declared = files.filter(file -> file.toString().endsWith(".proto")).flatMap(RpcsTest::services).toList();
        }

        assertThat(declared).isNotEmpty();
        assertThat(Rpcs.SERVICES.values().stream().flatMap(Collection::stream).map(service -> service.getName()))
                .containsExactlyInAnyOrderElementsOf(declared);
    }

    private static Stream<String> services(Path file) {
        try {
            String folder = CONTRACT.relativize(file.getParent()).toString().replace('/', '.');
            return SERVICE.matcher(Files.readString(file)).results().map(found -> folder + "." + found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
