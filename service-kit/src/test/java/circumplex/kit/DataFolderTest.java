package circumplex.kit;

import static org.assertj.core.api.Assertions.assertThat;

import circumplex.kit.config.DataFolder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DataFolderTest {

    @Test
    void isTheOneOfTheEnvironment() {
        assertThat(DataFolder.of(Map.of("CIRCUMPLEX_DATA_DIR", "/var/lib/circumplex"))).isEqualTo("/var/lib/circumplex");
        assertThat(new DataFolder(DataFolder.of(Map.of())).resolve("models")).isEqualTo(Path.of("data", "models").toAbsolutePath());
    }

    @Test
    void holdsWhatHasNoPlaceOfItsOwn() {
        DataFolder folder = new DataFolder("/var/lib/circumplex/../c");
        assertThat(folder.resolve("models")).isEqualTo(Path.of("/var/lib/c/models"));
        assertThat(folder.resolve("/shared/models")).isEqualTo(Path.of("/shared/models"));
    }
}
